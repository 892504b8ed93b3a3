/** The shapes of the flow document, as `workflow_engine/document.py` has them. */
import type { Condition } from '@/core/documents';
import type { Words } from '@/core/words';

/** One sequence beside others; a branch without `when` is for everything else. */
export interface Way {
  id: string;
  title?: Words;
  when?: Condition;
  /** Of a clock: what is still open beside it is ended. */
  stops?: boolean;
  nodes?: FlowNode[];
}

/** What every node has; the settings of its type beside it. */
export interface FlowNode {
  id: string;
  type: string;
  title?: Words;
  branches?: Way[];
  /** Beside `nodes`: ways that begin with a wait. */
  clocks?: Way[];
  nodes?: FlowNode[];
  /** Behind `nodes`, while a clock's way may still run. */
  after?: FlowNode[];
  [setting: string]: unknown;
}

export interface FlowSettings {
  withdraw?: 'never' | 'before_first' | 'any_time';
  withdraw_hours?: number;
  recall?: boolean;
  urge_minutes?: number;
  same_as_initiator?: 'ask' | 'pass' | 'head' | 'exclude';
  duplicate_approver?: 'ask' | 'previous' | 'pass';
}

export interface FlowDocument {
  kind: 'flow';
  version: 1;
  id: string;
  form: string;
  title: Words;
  when?: Condition;
  nodes: FlowNode[];
  settings?: FlowSettings;
}

/** Who is asked: the union counts. */
export interface Assignees {
  members?: string[];
  roles?: string[];
  departments?: string[];
  initiator?: boolean;
  heads?: number;
  heads_up_to?: number;
  fields?: string[];
  field_heads?: { field: string; level?: number }[];
  previous?: boolean;
  chosen?: 'initiator' | 'previous';
  formula?: string;
}

export interface Period {
  days?: number;
  hours?: number;
  minutes?: number;
  until?: { field: string; days?: number; at?: string };
  /** The same for every record: ISO 8601 with its offset. */
  moment?: string;
  working?: boolean;
}
export interface TimeOut extends Period {
  then: 'remind' | 'escalate' | 'transfer' | 'approve' | 'reject' | 'return';
  to?: Assignees;
}

export type Asked = 'none' | 'optional' | 'required';
export interface ActionSetting {
  on?: boolean;
  title?: Words;
  comment?: Asked;
  attachments?: Asked;
  signature?: Asked;
  to?: 'passed' | 'previous' | 'initiator' | string[];
  after?: 'replay' | 'direct' | 'choose';
  where?: ('before' | 'after' | 'parallel')[];
}
export type FieldRight = 'hidden' | 'view' | 'edit';

export interface PeopleSettings {
  assignees: Assignees;
  mode?: 'any' | 'all' | 'sequential' | 'percent' | 'weight';
  percent?: number;
  weights?: { who: Assignees; weight: number }[];
  rejection?: 'veto' | 'vote' | 'hear_all';
  fields?: Record<string, FieldRight>;
  required?: string[];
  empty?: 'admin' | 'pass' | 'stop' | { members: string[] };
  actions?: Record<string, ActionSetting>;
  phrases?: string[];
  batch?: boolean;
  time_outs?: TimeOut[];
  auto?: { when: Condition; answer: 'approve' | 'reject' }[];
  card?: CardEntry[];
  late?: string;
}

export type CardEntry =
  | { title?: Words; field: string; row?: string }
  | { title: Words; ledger: string; measure: string; key: Record<string, string>; show?: 'now' | 'after' | 'both' }
  | { title: Words; latest: { form: string; field: string; match: Record<string, string>; by?: string; until?: string } };
