/**
 * The payloads of the HTTP API, from the types that are generated from its OpenAPI: a field that the
 * server no longer sends does not compile. What the OpenAPI can only call "some JSON" is said here.
 */
import type { components } from '../generated/api';
import type { Condition, FieldValue, FormDocument, FormValues, LedgerDocument, Right, Sort } from './documents';

type Schemas = components['schemas'];

/** The generated type, some of its fields said more exactly. A field that it does not have is an error. */
type With<T, More extends { [K in keyof More]: K extends keyof T ? unknown : never }> = Omit<T, keyof More> & More;

/** One page of a list; without `next` it is the last one. */
export type Page<T> = With<Pick<Schemas['PageOut'], 'items' | 'next'>, { items: T[] }> & Partial<Pick<Schemas['PageOut'], 'count'>>;

export type DemoAccount = Schemas['DemoAccount'];
export type Session = Schemas['Session'];
export type Me = Schemas['Me'];

export type AppSummary = Schemas['AppSummary'];
export type NavigationItem = Schemas['Item'];
export type AppDetail = Schemas['AppDetail'];
export type Template = Schemas['Template'];

export type FormView = With<Schemas['FormOut'], { form: FormDocument }>;

export type RecordState = NonNullable<Schemas['RowOut']['state']>;
export type RecordSummary = With<Schemas['RowOut'], { values: FormValues }>;
export type RecordDetail = With<Schemas['RecordOut'], { values: FormValues; fields: Record<string, Right> }>;
export type RecordQuery = Partial<With<Schemas['QueryIn'], { filter: Condition; sort: Sort[] }>>;

export type ReferenceOption = With<Schemas['OptionOut'], { show: FormValues; copy: FormValues }>;
export type Preview = With<Schemas['PreviewOut'], { values: FormValues; errors: Record<string, FieldComplaint[]> }>;

export type HintItem = Schemas['HintOut'];

export type HistoryChange = With<Schemas['ValueChangeOut'], { before: FieldValue; after: FieldValue }>;
export type HistoryItem = With<Schemas['EventOut'], { changes: HistoryChange[] }>;

export type PushOffer = Schemas['PushOut'];
export type ChainItem = Schemas['ChainItem'];

export type TimelinePerson = Schemas['TimelinePerson'];
export type TimelineNode = Schemas['TimelineNode'];
export type FlowPerson = Schemas['FlowPersonOut'];
export type FlowNode = Schemas['FlowNodeOut'];
export type FlowWay = Schemas['FlowWayOut'];
export type FlowDiagram = Schemas['DiagramOut'];

export type DimensionValue = { id: string; title?: string; name?: string } | string | null;
type Dimensions = Record<string, DimensionValue>;
export type LedgerEntry = With<Schemas['EntryOut'], { dimensions: Dimensions }>;
export type RecordTrace = With<Schemas['RecordEntryOut'], { dimensions: Dimensions }>;
export type Balance = With<Schemas['BalanceOut'], { dimensions: Dimensions }>;
export type NumberGap = Schemas['GapOut'];
export type Report = Schemas['ReportOut'];
export type ReportColumn = Schemas['ReportColumnOut'];
export type ReportLine = Schemas['ReportLineOut'];
export type ReportParameter = Schemas['ReportParameterOut'];

export type LedgerFlow = With<Schemas['FlowOut'], { dimensions: Dimensions }>;
export type AgeingRow = With<Schemas['AgedOut'], { dimensions: Dimensions }>;
export type AgeingReport = With<Schemas['AgeingOut'], { items: AgeingRow[] }>;
export type LedgerView = With<Schemas['LedgerOut'], { ledger: LedgerDocument }>;

/** A button of a task; `title` only where an admin has renamed it. */
export type TaskButton = Schemas['ButtonOut'];
export type TaskLogLine = Schemas['LogOut'];
export type TaskBox = NonNullable<Schemas['BoxIn']['box']>;
export type TaskItem = With<Schemas['TaskOut'], { box: TaskBox }>;
export type TaskPage = Page<TaskItem> & Pick<Schemas['TasksOut'], 'counts'>;
export type TaskView = With<
  Schemas['TaskDetail'],
  { box: TaskBox; record: RecordDetail; form: FormDocument }
>;

export type RecordFlowView = Schemas['TimelineOut'];

export type FlowRun = Schemas['FlowRunOut'];
export type FlowRunPage = Schemas['FlowRunsOut'];
export type FlowOfForm = Schemas['FlowOfFormOut'];
export type FlowTarget = Schemas['FlowTargetOut'];
export type FlowTimes = Schemas['TimesOut'];
export type FlowStatistics = Schemas['StatisticsOut'];
export type StandIn = Schemas['StandInOut'];

export type NotificationItem = Schemas['NotificationOut'];

export type JobState = Schemas['JobOut']['state'];
export type Job = With<Schemas['JobOut'], { result?: Record<string, unknown> | null }>;

export type SavedView = With<Schemas['ViewOut'], { content: SavedViewContent }>;
export type SavedViewContent = Partial<With<Schemas['ViewContent'], { filter: Condition | null; sort: Sort[] }>>;

export type Member = Schemas['Member'];
export type Department = Schemas['Department'];
export type Role = Schemas['Role'];
export type ApiKey = Schemas['ApiKey'];
export type MadeKey = Schemas['MadeKey'];

/** One complaint about one value, with the words the server chose. */
export type FieldComplaint = Schemas['Complaint'];
export type WireError = Pick<Schemas['Refusal'], 'code' | 'message'> & {
  fields?: Record<string, FieldComplaint[]>;
  data?: Record<string, unknown>;
};

/** What the server says over the WebSocket: ids only; clients fetch what they may see. */
export type LiveMessage =
  | { type: 'record'; app: string; form: string; /** Left out for those who see only some rows. */ id?: string; event?: string }
  | { type: 'flow'; app: string; form: string; /** As above. */ id?: string }
  | { type: 'task'; /** The record it is about, where its flow moved. */ app?: string; form?: string; id?: string }
  | { type: 'notification'; id: string }
  | { type: 'ledger'; app: string; ledger: string }
  | { type: 'design'; app: string };
