/**
 * The metamorphic oracle: one document, once with a marker in each slot and once with payloads, has
 * to give files of one shape. A slot whose payload makes the document invalid keeps the marker.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { generate } from '../support/generating.js';
import type { OutputFile } from '../../src/render/output-file.js';
import type { FilledDocument } from './document-filler.js';
import { firstDifference, shapeOf } from './shape.js';
import { filled, slotsByPointer, type Fill, type Slot } from './slots.js';
import { MARKER, textFor } from './texts.js';

/** Each round takes out the slots that findings lead to. */
const ROUNDS = 25;

export interface Outcome {
  /** Slots that held their payloads when the files were compared. */
  readonly compared: readonly Slot[];
  /** Slots whose payloads made the document invalid, with the code of the finding. */
  readonly refused: ReadonlyMap<Slot, string>;
  /** Where a file has another shape, and the slot that it takes. */
  readonly differences: readonly string[];
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What makes files of the document at a path. */
export type Generating = (path: string) => Promise<Pick<Outcome, 'files' | 'diagnostics'>>;

export class Oracle {
  #shapes: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #path: string;
  readonly #generating: Generating;

  /** `name` becomes that of the API. */
  constructor(
    private readonly document: FilledDocument,
    {
      folder,
      name,
      generating = (path) => generate([path]),
    }: { readonly folder: string; readonly name: string; readonly generating?: Generating },
  ) {
    this.#path = join(folder, `${name}.json`);
    this.#generating = generating;
  }

  /** Puts a payload into every slot. */
  async compare(payloadOf: Fill): Promise<Outcome> {
    const refused = new Map<Slot, string>();
    const payloads = (slot: Slot): string =>
      (refused.has(slot) ? undefined : textFor(slot, payloadOf(slot))) ?? markerOf(slot);
    const { files, diagnostics } = await this.#generateRefusing(payloads, refused);
    const compared = this.document.slots.filter((slot) => payloads(slot) !== markerOf(slot));
    const differences = await this.#differences(files);
    const named =
      differences.length === 0 ? [] : [`slots: ${await this.#narrow(compared, payloads)}`];
    return { compared, refused, differences: [...differences, ...named], files, diagnostics };
  }

  async #generateRefusing(fill: Fill, refused: Map<Slot, string>) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = await this.#generate(fill);
      if (result.files.length > 0) return result;
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      const found = blame(errors, slotsByPointer(this.document.tree, fill), refused);
      if (found.size === 0) throw new Error(`Nothing to blame for ${JSON.stringify(errors[0])}`);
      for (const [slot, code] of found) refused.set(slot, code);
    }
    throw new Error(`Refused after ${ROUNDS} rounds`);
  }

  async #generate(fill: Fill) {
    writeFileSync(this.#path, JSON.stringify(filled(this.document.tree, fill)));
    return this.#generating(this.#path);
  }

  async #differences(files: readonly OutputFile[]): Promise<readonly string[]> {
    this.#shapes ??= shapesOf((await this.#generate(markerOf)).files);
    const expected = this.#shapes;
    const found = shapesOf(files);
    return [...new Set([...expected.keys(), ...found.keys()])].flatMap((path) => {
      const difference = firstDifference(expected.get(path) ?? [], found.get(path) ?? []);
      return difference === undefined ? [] : [`${path}: ${difference}`];
    });
  }

  /** One slot that makes a difference, if a single one does. */
  async #narrow(slots: readonly Slot[], payloads: Fill): Promise<string> {
    let suspects = slots;
    while (suspects.length > 1) {
      const half = suspects.slice(0, Math.ceil(suspects.length / 2));
      const only = new Set(half);
      const { files } = await this.#generate((slot) =>
        (only.has(slot) ? payloads : markerOf)(slot),
      );
      const differs = (await this.#differences(files)).length > 0;
      suspects = differs ? half : suspects.slice(half.length);
    }
    return suspects
      .map((slot) => `${slot.shape.pointer} with ${JSON.stringify(payloads(slot))}`)
      .join();
  }
}

export function markerOf(slot: Slot): string {
  const text = textFor(slot, MARKER);
  if (text === undefined) throw new Error(`The marker is too long for ${slot.shape.pointer}`);
  return text;
}

function shapesOf(files: readonly OutputFile[]): ReadonlyMap<string, readonly string[]> {
  const own = files.filter(({ path }) => !path.startsWith('runtime/'));
  return new Map(own.map(({ path, text }) => [path, shapeOf(path, text)]));
}

/** The slots at the places of findings; failing that below them, failing that around them. */
function blame(
  errors: readonly Diagnostic[],
  slots: ReadonlyMap<string, readonly Slot[]>,
  refused: ReadonlyMap<Slot, string>,
): ReadonlyMap<Slot, string> {
  const find = (matches: (pointer: string, at: string) => boolean) =>
    new Map(
      errors.flatMap(({ code, place: { pointer: at = '' } = {} }) =>
        [...slots]
          .filter(([pointer]) => matches(pointer, at))
          .flatMap(([, own]) => own)
          .filter((slot) => !refused.has(slot))
          .map((slot) => [slot, code] as const),
      ),
    );
  const exact = find((pointer, at) => pointer === at);
  if (exact.size > 0) return exact;
  const below = find((pointer, at) => pointer.startsWith(`${at}/`));
  return below.size > 0 ? below : find((pointer, at) => at.startsWith(`${pointer}/`));
}
