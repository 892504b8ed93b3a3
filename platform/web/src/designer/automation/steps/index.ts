/** Every kind of step, found by its file's name. */
import { registryOf } from '@/core/registry';
import type { StepKind } from '../kind';

export const stepKinds = registryOf(import.meta.glob<StepKind>(['./*.tsx'], { eager: true, import: 'default' }), 'start_flow');
