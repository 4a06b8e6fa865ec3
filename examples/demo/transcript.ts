/** What the demo prints: one line for each message, with its topic and payload. */

const styles = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const;

const colored = process.stdout.isTTY && process.stdout.hasColors();
const columns = process.stdout.isTTY ? Math.max(process.stdout.columns, 100) : 140;

function paint(style: keyof typeof styles, text: string): string {
  return colored ? `\u001b[${styles[style]}m${text}\u001b[0m` : text;
}

export function heading(text: string): void {
  console.log(paint('bold', text));
}

/** Prints the result of a call. */
export function result(text: string): void {
  console.log(`  ${paint('green', '=')} ${shorten(text, columns - 4)}`);
}

export function detail(text: string): void {
  console.log(`    ${paint('dim', shorten(`- ${text}`, columns - 4))}`);
}

export function refusal(text: string): void {
  console.log(`  ${paint('red', '✗')} ${shorten(text, columns - 4)}`);
}

/** Prints a message of the broker: `→` to EVerest, `←` from EVerest. */
export function message(topic: string, body: string): void {
  const arrow = topic.includes('/m2e/') ? '→' : '←';
  const shownTopic = hideRandom(topic);
  const room = Math.max(columns - shownTopic.length - 5, 24);
  const payload = shorten(hideRandom(hideTopic(body)), room);
  console.log(`  ${paint('cyan', arrow)} ${shownTopic} ${paint('dim', payload)}`);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Shortens the reply topic in a request to its end. */
function hideTopic(body: string): string {
  return body.replace(/"replyTo":"[^"]*(?=\/reply\/)/, '"replyTo":"…');
}

/** Replaces the random names of inboxes and sessions. */
function hideRandom(text: string): string {
  return text.replace(/\b([0-9a-f]{4})[0-9a-f]{4}-?[0-9a-f]{4}[0-9a-f-]{16,}\b/g, '$1…');
}
