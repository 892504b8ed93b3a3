/** A copied node of a flow. */
import { createClipboard } from '../lib/clipboard';
import type { FlowNode } from './document';

export const { clipped, clip, readClip, useClipboardKey } = createClipboard<FlowNode>('huiliu/node');
