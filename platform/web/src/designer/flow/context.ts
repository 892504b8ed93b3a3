/** The flow being designed, and the form its records are of. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { FormDocument } from '@/core/documents';
import type { DraftProblem } from '../lib/problems';
import type { FlowDesign, FlowState } from './store';

interface FlowPlace {
  design: FlowDesign;
  form: FormDocument;
}
const FlowContext = createContext<FlowPlace | null>(null);
export const FlowProvider = FlowContext.Provider;

function useFlowPlace(): FlowPlace {
  const place = useContext(FlowContext);
  if (!place) throw new Error('useFlowPlace outside the flow designer');
  return place;
}
export const useFlowForm = (): FormDocument => useFlowPlace().form;
export const useFlowDesign = (): FlowDesign => useFlowPlace().design;
export function useFlow<T>(read: (state: FlowState) => T): T {
  return useStore(useFlowPlace().design, read);
}
/** Actions without subscribing. */
export const useFlowActions = (): (() => FlowState) => useFlowPlace().design.getState;

export interface FlowProblem extends DraftProblem {
  /** The node or way it is about; null: the flow. */
  target: string | null;
}
const ProblemsContext = createContext<readonly FlowProblem[]>([]);
export const FlowProblemsProvider = ProblemsContext.Provider;
export const useFlowProblems = (): readonly FlowProblem[] => useContext(ProblemsContext);
export const useProblemsOf = (target: string | null): readonly FlowProblem[] => useContext(ProblemsContext).filter((one) => one.target === target);

export type Light = 'passed' | 'empty' | 'perhaps';
/** The nodes a trial has walked through, null without one: node or way → how it went. */
export type Lit = ReadonlyMap<string, Light>;
const LitContext = createContext<Lit | null>(null);
export const LitProvider = LitContext.Provider;
export const useLit = (): Lit | null => useContext(LitContext);
