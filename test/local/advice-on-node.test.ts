import { describe, expect, it } from 'vitest';
import { adviceOnNode } from '../../local/advice-on-node.mjs';

describe('adviceOnNode', () => {
  it('tells an older major version what is needed and where to get it', () => {
    expect(adviceOnNode('18.20.8', '>=20.20')).toBe(
      'this needs Node 20.20 or newer and runs on 18.20.8: ' +
        'install a newer one from https://nodejs.org and try again',
    );
  });

  it('tells an older minor version of the needed major version the same', () => {
    expect(adviceOnNode('20.19.5', '>=20.20')).toContain('runs on 20.19.5');
  });

  it('compares numbers and not text', () => {
    expect(adviceOnNode('9.11.2', '>=20.20')).toContain('runs on 9.11.2');
    expect(adviceOnNode('20.100.0', '>=20.20')).toBeUndefined();
  });

  it('has nothing to say of the needed version and of newer ones', () => {
    for (const version of ['20.20.0', '20.20.2', '22.0.0', '24.22.1', '100.1.0']) {
      expect(adviceOnNode(version, '>=20.20')).toBeUndefined();
    }
  });
});
