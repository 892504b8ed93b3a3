/** Every kind of trigger, found by its file's name, and its settings. */
import type { ComponentType } from 'react';
import { registryOf } from '@/core/registry';
import { panelsOf } from '../../lib/panels';
import type { TriggerKind, TriggerPanelProps } from '../kind';

export const triggerKinds = registryOf(import.meta.glob<TriggerKind>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }), 'record_created');
export const triggerPanel = panelsOf(import.meta.glob<{ default: ComponentType<TriggerPanelProps> }>('./panels/*.tsx'));
