/** Every kind of trigger, found by its file's name. */
import { registryOf } from '@/core/registry';
import type { TriggerKind } from '../kind';

export const triggerKinds = registryOf(import.meta.glob<TriggerKind>(['./*.tsx'], { eager: true, import: 'default' }), 'record_created');
