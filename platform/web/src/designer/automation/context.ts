/** What the parts of the automation designer share: the design, what each step may read, problems, the light of a trial. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Named } from '../lib/names';
import type { DraftProblem } from '../lib/problems';
import type { Step } from './document';
import type { Scope, StepScope } from './scope';
import { NO_SHAPES, type Shapes } from './shape';
import type { AutomationDesign, AutomationState } from './store';

const DesignContext = createContext<AutomationDesign | null>(null);
export const DesignProvider = DesignContext.Provider;
export function useDesign(): AutomationDesign {
  const design = useContext(DesignContext);
  if (!design) throw new Error('useDesign outside the automation designer');
  return design;
}
export function useAutomation<T>(read: (state: AutomationState) => T): T {
  return useStore(useDesign(), read);
}
/** Actions without subscribing. */
export const useActions = (): (() => AutomationState) => useDesign().getState;

/** Of one list of steps, in the designer or in a node of a flow. */
export interface Reading {
  steps: readonly Step[];
  shapes: Shapes;
  scopes: ReadonlyMap<string, StepScope>;
  numbers: ReadonlyMap<string, number>;
  /** Everything readable there, by name. */
  named: (scope: Scope) => readonly Named[];
  /** The fields of another form: the left sides of a match. */
  fieldsOf: (form: string) => readonly Named[];
}
const NOTHING: StepScope = { subject: undefined, known: new Map(), inside: { subject: undefined, known: new Map() } };
const ReadingContext = createContext<Reading>({ steps: [], shapes: NO_SHAPES, scopes: new Map(), numbers: new Map(), named: () => [], fieldsOf: () => [] });
export const ReadingProvider = ReadingContext.Provider;
export const useReading = (): Reading => useContext(ReadingContext);
export function useScope(step: string): StepScope {
  return useContext(ReadingContext).scopes.get(step) ?? NOTHING;
}

export interface TargetProblem extends DraftProblem {
  target: string | null;
}
const ProblemsContext = createContext<readonly TargetProblem[]>([]);
export const ProblemsProvider = ProblemsContext.Provider;
export const useProblems = (): readonly TargetProblem[] => useContext(ProblemsContext);
export const useProblemsOf = (target: string | null): readonly TargetProblem[] => useContext(ProblemsContext).filter((one) => one.target === target);

export interface Light {
  how: 'passed' | 'empty' | 'perhaps' | 'failed';
  /** What a trial says of it, a line each. */
  lines: readonly string[];
}
/** By target; null: nothing is tried. */
export type Lit = ReadonlyMap<string, Light>;
const LitContext = createContext<Lit | null>(null);
export const LitProvider = LitContext.Provider;
export const useLit = (): Lit | null => useContext(LitContext);

/** How the draft stands with what is published. */
export interface DraftState {
  isPublished: boolean;
  flush: () => Promise<number>;
}
const DraftContext = createContext<DraftState>({ isPublished: true, flush: () => Promise.resolve(0) });
export const DraftProvider = DraftContext.Provider;
export const useDraftState = (): DraftState => useContext(DraftContext);
