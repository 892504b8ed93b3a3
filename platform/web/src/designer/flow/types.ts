/** What the page of a flow reads: the document as far as it is shown, and the answers of the API. */
import type { components } from '@/generated/api';
import type { Words } from '@/core/words';

export interface FlowNode {
  id: string;
  type: string;
  title?: Words;
  outcome?: string;
  mode?: string;
  branches?: { id: string; title?: Words; when?: unknown; nodes?: FlowNode[] }[];
  nodes?: FlowNode[];
  clocks?: { id: string; title?: Words; stops?: boolean; nodes?: FlowNode[] }[];
  after?: FlowNode[];
}
export interface FlowDocument {
  id: string;
  form: string;
  title: Words;
  nodes: FlowNode[];
}

type Schemas = components['schemas'];
export type Simulation = Schemas['SimulationOut'];
export type Tried = Schemas['TriedOut'];
export type Versions = Schemas['FlowVersionsOut'];
export type Preview = Schemas['MovePreviewOut'];
