/** Every type of node, found by its file's name, and its settings. */
import type { ComponentType } from 'react';
import { registryOf } from '@/core/registry';
import { panelsOf } from '../../lib/panels';
import type { NodeKind, PanelProps } from '../kind';

export const kinds = registryOf(import.meta.glob<NodeKind>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' }), 'start');
export const nodePanel = panelsOf(import.meta.glob<{ default: ComponentType<PanelProps> }>('./panels/*.tsx'));
