/** What the designer knows of a type of step or trigger: what a new one starts with, what it says. Its settings are in `panels/` beside it. */
import described from '@/generated/automations.json';
import type { Words } from '@/core/words';
import type { AutomationSay as Say } from './say';
import type { Step, Trigger } from './document';
import type { Gives, Scope } from './scope';
import type { Shape, Shapes } from './shape';

type Patch = (changes: Readonly<Record<string, unknown>>) => void;

export interface StepPanelProps<S extends Step = Step> {
  step: S;
  patch: Patch;
}
export interface StepKind extends Gives {
  group: 'records' | 'order' | 'people' | 'outside';
  /** Every setting of the type that this file lets people change. */
  edits: readonly string[];
  create: (id: () => string) => Partial<Step>;
  /** The rule on the card, a line each. */
  say: (step: Step, say: Say) => string[];
}

export interface TriggerPanelProps<T extends Trigger = Trigger> {
  trigger: T;
  patch: Patch;
}
export interface TriggerKind {
  edits: readonly string[];
  /** `form` is the one the trigger before it was about. */
  create: (form: string) => Partial<Trigger>;
  say: (trigger: Trigger, say: Say) => string[];
  /** What the steps read. */
  subject: (trigger: Trigger, shapes: Shapes) => Shape | undefined;
}

interface StepDefinition<S extends Step> extends Omit<StepKind, 'say' | 'gives' | 'item'> {
  say: (step: S, say: Say) => string[];
  gives?: (step: S, scope: Scope, shapes: Shapes) => Shape | undefined;
  item?: (step: S, scope: Scope) => Shape | undefined;
}
interface TriggerDefinition<T extends Trigger> extends Omit<TriggerKind, 'say' | 'subject'> {
  say: (trigger: T, say: Say) => string[];
  subject: (trigger: T, shapes: Shapes) => Shape | undefined;
}
/** Each file types its own settings; the registries see all alike. */
export const defineStep = <S extends Step>(kind: StepDefinition<S>): StepKind => kind as unknown as StepKind;
export const defineTrigger = <T extends Trigger>(kind: TriggerDefinition<T>): TriggerKind => kind as unknown as TriggerKind;

export interface Facts {
  name: string;
  words: Words;
  icon: string;
  settings: readonly string[];
}
const NOTHING: Facts = { name: '', words: { 'zh-CN': '未知', en: 'Unknown' }, icon: 'more', settings: [] };
/** The icons of the metadata by the names we draw them under. */
const ICONS: Record<string, string> = { plus: 'add', sync: 'refresh', retweet: 'repeat', export: 'outbound', alert: 'error', swap: 'repeat', button: 'play_circle', mail: 'send', message: 'send', api: 'globe', table: 'page', calculator: 'columns', schedule: 'clock' };
const facts = (all: readonly unknown[]): ReadonlyMap<string, Facts> => new Map((all as readonly Facts[]).map((one) => [one.name, { ...one, icon: ICONS[one.icon] ?? one.icon }]));

const STEPS = facts(described.actions);
const TRIGGERS = facts(described.triggers);
export const factsOfStep = (type: string): Facts => STEPS.get(type) ?? NOTHING;
export const factsOfTrigger = (type: string): Facts => TRIGGERS.get(type) ?? NOTHING;
export const stepTypes = (): readonly Facts[] => [...STEPS.values()];
export const triggerTypes = (): readonly Facts[] => [...TRIGGERS.values()];
