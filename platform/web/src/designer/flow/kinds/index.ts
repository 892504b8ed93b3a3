/** Every kind of node, found by its file's name. */
import { registryOf } from '@/core/registry';
import type { NodeKind } from '../kind';

export const kinds = registryOf(import.meta.glob<NodeKind>(['./*.tsx', '!./index.ts'], { eager: true, import: 'default' }), 'start');
