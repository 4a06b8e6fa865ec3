import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Returns the names, versions and licences of the packages that contain the given files. */
export function licencesOf(files: readonly string[]): string {
  const folders = new Set(files.filter((file) => file.includes('node_modules')).map(packageOf));
  const titles = new Map<string, string[]>();
  for (const folder of folders) {
    const notice = noticeOf(folder);
    titles.set(notice, [...(titles.get(notice) ?? []), titleOf(folder)]);
  }
  const parts = [...titles].map(([notice, names]) => `${names.sort().join('\n')}\n\n${notice}`);
  const head = 'This package contains code of the packages below, under their licences.';
  return `${[head, ...parts.sort()].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The nearest folder above a file that names its package. */
function packageOf(file: string): string {
  let folder = dirname(file);
  while (nameIn(folder) === undefined) {
    if (!folder.includes(`node_modules${sep}`)) throw new Error(`${file} belongs to no package.`);
    folder = dirname(folder);
  }
  return folder;
}

/** Some packages have further `package.json` files, which only say the format of modules. */
function nameIn(folder: string): string | undefined {
  return existsSync(join(folder, 'package.json')) ? textIn(folder, 'name') : undefined;
}

function textIn(folder: string, field: string): string | undefined {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const value: unknown = Reflect.get(Object(manifest), field);
  return typeof value === 'string' ? value : undefined;
}

function titleOf(folder: string): string {
  const [name, version, licence] = ['name', 'version', 'license'].map((field) =>
    textIn(folder, field),
  );
  return `${name ?? ''} ${version ?? ''} (${licence ?? 'see below'})`;
}

function noticeOf(folder: string): string {
  const names = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name));
  const texts = names.toSorted().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  return 'The package has no file with the text of its licence.';
}
