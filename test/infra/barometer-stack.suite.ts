import { describe, expect, it } from 'vitest';
import { synthesise } from './synthesise.ts';

const { template } = synthesise('dev');
const prod = synthesise('prod').template;

describe('two environments in one account', () => {
  it('two environments in one account share no name that an account can hold only once', () => {
    const NAME = /^(Table|Function|Queue|Topic|LogGroup|Dashboard|Alarm|Role|)Name$/;
    const namesIn = (of: typeof template) =>
      Object.values(of.toJSON()['Resources'] as Record<string, { Properties?: object }>)
        .flatMap(({ Properties = {} }) => Object.entries(Properties))
        .filter(([key, name]) => NAME.test(key) && typeof name === 'string')
        .map(([, name]) => name);
    // The API's name is a label: an account may hold it many times.
    expect(new Set(namesIn(template))).toEqual(
      new Set(['HttpApi', 'barometer-dev', '/aws/vendedlogs/barometer-dev/access']),
    );
    expect(namesIn(prod).filter((name) => namesIn(template).includes(name))).toEqual(['HttpApi']);
  });

  it('two environments are bound to no account and no region', () => {
    // A hash of code may hold twelve digits in a row by chance.
    const text = JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}/g, '');
    expect(text).not.toMatch(/\d{12}|(us|eu|ap)-[a-z]+-\d/);
  });
});

describe('the outputs', () => {
  it("the stack's outputs say where to post, where alerts come out, and what to do next", () => {
    expect(Object.keys(template.toJSON()['Outputs']).sort()).toEqual([
      'AlertBus',
      'AlertTopic',
      'NextCommand',
      'Table',
      'Url',
    ]);
  });
});
