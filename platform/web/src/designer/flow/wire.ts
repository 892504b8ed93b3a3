/** The answers of the API about flows. */
import type { components } from '@/generated/api';

type Schemas = components['schemas'];
export type Simulation = Schemas['SimulationOut'];
export type Tried = Schemas['TriedOut'];
export type Versions = Schemas['FlowVersionsOut'];
export type Preview = Schemas['MovePreviewOut'];
