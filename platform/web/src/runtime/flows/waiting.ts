/** How long somebody has been asked, in words. */
import type { TFunction } from 'i18next';
import { duration } from '@/runtime/tasks/TaskLog';

export function waitedFor(since: string, t: TFunction, now: Date = new Date()): string {
  return duration(Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 1000)), t);
}
