/** The five steps of the tour: what they show, and what they say. Seen once a browser, or when asked for. */
import { signal } from '@/core/signal';

export interface Step {
  id: string;
  /** Of what is shown; a step whose thing is not on the page is left out. */
  target: string;
  path: string;
}

const STORED = 'huiliu.tour';

/** For those who design, and for those who work. */
export const STEPS: { admin: readonly Step[]; member: readonly Step[] } = {
  admin: [
    { id: 'apps', target: '.app-cards', path: '/' },
    { id: 'new', target: '.page-actions', path: '/' },
    { id: 'search', target: '.bar-search', path: '/' },
    { id: 'org', target: '.nav-item[href="/org"]', path: '/' },
    { id: 'me', target: '.account', path: '/' },
  ],
  member: [
    { id: 'apps', target: '.app-cards', path: '/' },
    { id: 'tasks', target: '.nav-item[href="/tasks"]', path: '/' },
    { id: 'search', target: '.bar-search', path: '/' },
    { id: 'messages', target: '.nav-item[href="/notifications"]', path: '/' },
    { id: 'me', target: '.account', path: '/' },
  ],
};

export const touring = signal(false);

export const startTour = (): void => touring.set(true);
export const isTourSeen = (): boolean => localStorage.getItem(STORED) !== null;

export function endTour(): void {
  localStorage.setItem(STORED, 'seen');
  touring.set(false);
}
