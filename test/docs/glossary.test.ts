import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportedTypesIn } from '../../checks/exported-types.ts';

const text = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
const LIB = fileURLToPath(new URL('../../lib', import.meta.url));
const entries = [...text.matchAll(/^- \*\*(.+?)\*\*(?: \(`\w+`\))?: (.+)$/gm)];

describe('docs/glossary.md', () => {
  it('docs/glossary.md has an entry on each line of its list', () => {
    expect(entries.length).toBe(text.split('\n').filter((line) => line.startsWith('- ')).length);
    expect(entries.length).toBeGreaterThan(90);
  });

  it('docs/glossary.md has its terms in alphabetical order, each once', () => {
    const terms = entries.map(([, term = '']) => term.toLowerCase().replaceAll(/[^a-z ]/g, ''));
    expect(terms).toEqual([...new Set(terms)].sort());
  });

  it('docs/glossary.md gives each term one sentence', () => {
    const others = entries.filter(([, , sentence = '']) => !/^[^.]+\.$/.test(sentence));
    expect(others.map(([line]) => line)).toEqual([]);
  });

  it('docs/glossary.md names types that lib exports', () => {
    const named = [...text.matchAll(/^- \*\*.+?\*\* \(`(\w+)`\)/gm)].map(([, name]) => name);
    const exported = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => exportedTypesIn(file, readFileSync(`${LIB}/${file}`, 'utf8')));
    const names = new Set(exported.map(({ name }) => name));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => name !== undefined && !names.has(name))).toEqual([]);
  });
});
