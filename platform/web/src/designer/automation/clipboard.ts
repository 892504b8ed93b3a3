/** A copied step of an automation. */
import { createClipboard } from '../lib/clipboard';
import type { Step } from './document';

export const { clipped, clip, readClip, useClipboardKey } = createClipboard<Step>('huiliu/step');
