export { quote } from '../diagnostics/shell.js';
