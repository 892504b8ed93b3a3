/** The steps of automations, as their types describe themselves. */
import described from '@/generated/automations.json';
import type { Words } from '@/core/words';

interface StepFacts {
  name: string;
  words: Words;
  icon: string;
}
const BY_NAME = new Map(described.actions.map((one) => [one.name, one as StepFacts]));
export const factsOfStep = (type: string): StepFacts | undefined => BY_NAME.get(type);
