/* global Event, EventTarget */
/**
 * The few globals of a browser that the page of `examples/browser` uses. Each change of the page is a
 * line on standard output; a line on standard input moves the slider.
 */
import { createInterface } from 'node:readline';

class HTMLElement extends EventTarget {
  #shown = '';
  set textContent(text) {
    this.#shown = text;
    console.log(text);
  }
  set value(text) {
    this.textContent = text;
  }
  get valueAsNumber() {
    return Number(this.#shown);
  }
}
class HTMLOutputElement extends HTMLElement {}
class HTMLParagraphElement extends HTMLElement {}
class HTMLInputElement extends HTMLElement {}

const elements = {
  temperature: new HTMLOutputElement(),
  state: new HTMLParagraphElement(),
  target: new HTMLInputElement(),
};

Object.assign(globalThis, {
  window: globalThis,
  location: { search: `?broker=${process.env['BROKER_URL']}`, protocol: 'http:' },
  document: { getElementById: (id) => elements[id] ?? null },
  ...{ HTMLOutputElement, HTMLParagraphElement, HTMLInputElement },
});

// `mqtt` keeps the time of a page in a Worker, but not in React Native, and Node has no such Worker.
const navigator = { language: 'en', product: 'ReactNative' };
Object.defineProperty(globalThis, 'navigator', { value: navigator });

createInterface({ input: process.stdin, terminal: false }).on('line', (line) => {
  elements.target.value = line;
  elements.target.dispatchEvent(new Event('change'));
});
