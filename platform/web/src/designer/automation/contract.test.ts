// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import described from '@/generated/automations.json';
import type { Step, Trigger } from './document';
import { factsOfStep, factsOfTrigger } from './kind';
import type { AutomationSay } from './say';
import { NO_SHAPES } from './shape';
import { stepKinds } from './steps';
import { triggerKinds } from './triggers';

/** Says keys and what it is given: enough to see that a card says something. */
const SAY = {
  t: (key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`,
  words: (words: unknown) => JSON.stringify(words ?? ''),
  match: () => 'match',
  people: () => 'people',
  condition: () => 'condition',
  period: () => 'period',
  message: String,
  field: String,
  fieldOf: (_: string, path: string) => path,
  form: String,
  member: String,
  step: String,
  rows: String,
  inside: () => 'inside',
  report: String,
  ledger: String,
} as unknown as AutomationSay;

const INHERITED = ['id', 'type', 'steps'];
const settingsOf = (settings: readonly string[]) => settings.filter((one) => !INHERITED.includes(one));

describe.each(described.actions.map((one) => [one.name, one] as const))('step %s', (name, facts) => {
  it('has an editor for every setting', () => {
    expect(stepKinds.has(name)).toBe(true);
    expect([...stepKinds.get(name).edits].sort()).toEqual(settingsOf(facts.settings).sort());
  });

  it('says every sample in words, and a new one begins with known settings', () => {
    const kind = stepKinds.get(name);
    for (const sample of facts.samples) expect(kind.say(sample as unknown as Step, SAY).filter(Boolean)).not.toEqual([]);
    const fresh = kind.create(() => 's_new');
    expect(Object.keys(fresh).filter((key) => !facts.settings.includes(key))).toEqual([]);
    expect(kind.say({ id: 's_new', type: name, ...fresh }, SAY).filter(Boolean)).not.toEqual([]);
    expect(factsOfStep(name).icon).not.toBe('');
  });
});

describe.each(described.triggers.map((one) => [one.name, one] as const))('trigger %s', (name, facts) => {
  it('has an editor for every setting', () => {
    expect(triggerKinds.has(name)).toBe(true);
    const own = name === 'state_changed' ? facts.settings.filter((one) => one !== 'type') : settingsOf(facts.settings);
    expect([...triggerKinds.get(name).edits].sort()).toEqual(own.sort());
  });

  it('says every sample in words, and a new one begins with known settings', () => {
    const kind = triggerKinds.get(name);
    for (const sample of facts.samples) {
      expect(kind.say(sample as unknown as Trigger, SAY).filter(Boolean)).not.toEqual([]);
      kind.subject(sample as unknown as Trigger, NO_SHAPES);
    }
    const fresh = kind.create('order');
    expect(Object.keys(fresh).filter((key) => !facts.settings.includes(key))).toEqual([]);
    expect(kind.say({ type: name, ...fresh }, SAY).filter(Boolean)).not.toEqual([]);
    expect(factsOfTrigger(name).name).toBe(name);
  });
});
