import { ValidationError } from '../../templates/runtime/validation/validation-error.js';

/** Returns why a message was not used, in one line: of an invalid one, its first issue and how many more there are. */
export function reasonOf(error: unknown): string {
  if (error instanceof ValidationError) return firstIssue(error);
  return error instanceof Error ? error.message : String(error);
}

function firstIssue({ subject, issues, isComplete }: ValidationError): string {
  const [first] = issues;
  const place = first === undefined || first.path === '' ? '' : `${first.path} `;
  const least = isComplete ? '' : 'at least ';
  const more = issues.length > 1 ? ` (and ${least}${issues.length - 1} more)` : '';
  return `${subject} is not valid: ${place}${first?.message ?? ''}${more}`;
}
