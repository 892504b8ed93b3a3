/** Every kind of step, found by its file's name, and its settings. */
import type { ComponentType } from 'react';
import { registryOf } from '@/core/registry';
import { panelsOf } from '../../lib/panels';
import type { StepKind, StepPanelProps } from '../kind';

export const stepKinds = registryOf(import.meta.glob<StepKind>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }), 'start_flow');
export const stepPanel = panelsOf(import.meta.glob<{ default: ComponentType<StepPanelProps> }>('./panels/*.tsx'));
