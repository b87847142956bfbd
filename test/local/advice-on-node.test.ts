import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviceOnNode } from '../../local/advice-on-node.mjs';

const MANIFEST = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const RANGE: string = JSON.parse(MANIFEST).engines.node;

describe('adviceOnNode', () => {
  it('the advice on Node tells an older major version what is needed and where to get it', () => {
    expect(adviceOnNode('18.20.8', RANGE)).toBe(
      'this needs Node 20.20.0 or 22.0.0 or newer and runs on 18.20.8: ' +
        'install a newer one from https://nodejs.org and try again',
    );
  });

  it('the advice on Node tells an older minor version of a major version that will do', () => {
    expect(adviceOnNode('20.19.5', RANGE)).toContain('runs on 20.19.5');
  });

  it('the advice on Node tells a major version between two that will do', () => {
    expect(adviceOnNode('21.6.2', RANGE)).toContain('runs on 21.6.2');
  });

  it('the advice on Node compares numbers and not text', () => {
    expect(adviceOnNode('9.11.2', RANGE)).toContain('runs on 9.11.2');
    expect(adviceOnNode('20.100.0', RANGE)).toBeUndefined();
  });

  it('the advice on Node has nothing to say of the needed versions and of newer ones', () => {
    for (const version of ['20.20.0', '20.20.2', '22.0.0', '24.22.1', '100.1.0']) {
      expect(adviceOnNode(version, RANGE)).toBeUndefined();
    }
  });
});
