/** The shapes of the automation document, as `workflow_engine/automations/document.py` has them. */
import type { Condition, TermValue } from '@/core/documents';
import type { Words } from '@/core/words';

/** What every step has; the settings of its type beside it. */
export interface Step {
  id: string;
  type: string;
  /** Of a branch: the first whose condition holds is taken, else `otherwise`. */
  cases?: Case[];
  otherwise?: Step[];
  /** Of a loop. */
  steps?: Step[];
  [setting: string]: unknown;
}

export interface Case {
  title?: Words;
  when: Condition;
  steps: Step[];
}

export interface Trigger {
  type: string;
  form?: string;
  [setting: string]: unknown;
}

export interface ActsAs {
  member?: string | null;
  rights?: 'all' | 'own';
}

export interface AutomationDocument {
  kind: 'automation';
  version: 1;
  id: string;
  title: Words;
  order?: number;
  enabled?: boolean;
  acts_as?: ActsAs;
  trigger: Trigger;
  when?: Condition;
  steps: Step[];
}

/** Where a value comes from: said, copied from a path, or computed. */
export type ValueSource = { value: TermValue } | { field: string } | { formula: string };
export type Values = Record<string, ValueSource>;

export interface Receivers {
  members?: string[];
  roles?: string[];
  departments?: string[];
  creator?: boolean;
  actor?: boolean;
  fields?: string[];
}

export type PickedType = 'text' | 'number' | 'date' | 'datetime' | 'switch';
/** One value out of another system's message. */
export interface Picked {
  label?: Words;
  pointer: string;
  type?: PickedType;
  scale?: number;
  required?: boolean;
}
export interface Listed {
  label?: Words;
  pointer: string;
  fields: Record<string, Picked>;
}

export interface Until {
  field: string;
  days?: number;
  at?: string;
}

export const TRIGGER = '$trigger';
export const WHEN = '$when';
