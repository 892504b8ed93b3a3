/** What the server says of automations; values one may not see are absent. */
import type { Words } from '@/core/words';

export interface AutomationItem {
  key: string;
  title: Words;
  enabled: boolean;
  order: number;
  version: number;
  trigger: string;
  trigger_words: Words;
  form: string;
  form_title: Words;
  steps: number;
  last: string | null;
  runs: number;
  failed: number;
}

export type Outcome = 'done' | 'skipped' | 'failed' | 'undone' | 'retried';

export interface RunTerm {
  field: string;
  holds: boolean;
  text: string;
}

export interface RunStep {
  id: string;
  type: string;
  place: string;
  outcome: 'done' | 'waiting' | 'failed' | 'dropped' | 'foreseen';
  /** Counts and ids, no values: which case was taken. */
  saw?: Record<string, unknown>;
  text: string;
}

export interface AutomationRun {
  id: string;
  at: string;
  event: string;
  version: number;
  /** Of a balance or total: of which group it is. */
  about: string;
  record: { id: string; title: string } | null;
  outcome: Outcome;
  text: string;
  seen: RunTerm[];
  steps: RunStep[];
  changes?: { kind: string; form: string; field: string }[];
}

export interface HookState {
  hook: { prefix: string; made_at: string; used_at: string | null; signed: boolean; allow: string[] } | null;
}
