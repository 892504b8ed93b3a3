/** Everything one may go to or do from here, in the reader's language. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { components } from '@/generated/api';
import { useMe } from '@/runtime/session';
import { useIsPhone, useWords } from '@/ui/hooks';
import { useTheme } from '@/ui/use-theme';
import { itemPath, SPARE_ICONS } from '../Navigation';
import type { Command } from './commands';

type Places = components['schemas']['Places'];
type Found = components['schemas']['Found'];
const FEWEST = 2;
const DESIGN_ICONS: Record<string, Command['spare']> = { flow: 'flow', automation: 'bolt', ledger: 'chart', voucher_rule: 'ledger' };

export function usePlaces() {
  return useQuery({ queryKey: keys.places, queryFn: () => api.get<Places>('/places'), staleTime: 60_000 });
}

/** Records, by the words the lists of their forms are searched by. */
export function useFound(words: string, app: string | undefined) {
  const { t } = useTranslation();
  const say = useWords();
  const found = useQuery({
    queryKey: ['search', words, app],
    queryFn: ({ signal }) => api.get<Found>('/search', { query: { words, app }, signal }),
    enabled: words.length >= FEWEST,
    staleTime: 30_000,
  });
  const records = useMemo(
    () =>
      (found.data?.records ?? []).map(
        (one): Command => ({ id: `record/${one.app}/${one.form}/${one.id}`, group: 'record', title: one.title || t('palette.untitled'), hint: say(one.form_title), icon: '', spare: 'form', to: url`/apps/${one.app}/forms/${one.form}/records/${one.id}` }),
      ),
    [found.data, say, t],
  );
  return { records: words.length >= FEWEST ? records : [], isLooking: found.isFetching, isPartial: found.data?.partial === true };
}

/** Of the app one is in first. */
export function useCommands(here: string | undefined): Command[] {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const theme = useTheme();
  const isPhone = useIsPhone();
  const places = usePlaces();
  return useMemo(() => {
    const place = (to: string, title: string, icon: Command['spare'], hint = ''): Command => ({ id: to, group: 'place', title, hint, icon, spare: icon, to });
    const action = (to: string, title: string, icon: Command['spare'], hint = ''): Command => ({ ...place(to, title, icon, hint), id: `do ${to}`, group: 'action' });
    const apps = [...(places.data?.apps ?? [])].sort((a, b) => Number(b.key === here) - Number(a.key === here));
    const design = ({ key: app, items, designs }: (typeof apps)[number], name: string) => [
      action(`/apps/${app}/overview?new=form`, t('app.new_form'), 'add', name),
      action(`/apps/${app}/automations?new=automation`, t('automations.new'), 'add', name),
      place(`/apps/${app}/automations`, t('automations.title'), 'bolt', name),
      ...items.filter((item) => item.kind === 'form').flatMap((item) => [
        action(`/apps/${app}/design/form/${item.key}`, t('palette.design', { name: words(item.title) }), 'design', name),
        action(`/apps/${app}/design/permission/${item.key}`, t('palette.permission', { name: words(item.title) }), 'key', name),
      ]),
      ...designs.map((one) => action(`/apps/${app}/design/${one.kind}/${one.key}`, t(`palette.design_${one.kind}`, { name: words(one.title) }), DESIGN_ICONS[one.kind] ?? 'design', name)),
    ];
    return [
      place('/', t('nav.home'), 'home'),
      place('/tasks', t('nav.tasks'), 'task'),
      place('/notifications', t('nav.notifications'), 'bell'),
      place('/me', t('account.settings'), 'user'),
      ...(me.is_admin ? [place('/org', t('nav.org'), 'building'), place('/templates', t('templates.title'), 'template')] : []),
      ...apps.flatMap((app): Command[] => {
        const name = words(app.title);
        return [
          { ...place(`/apps/${app.key}`, name, 'app', t('palette.app')), icon: app.icon, tint: app.color },
          ...app.items.map((item): Command => ({ ...place(itemPath(app.key, item), words(item.title), SPARE_ICONS[item.kind], name), icon: item.icon, tint: item.color || app.color })),
          ...app.items.filter((item) => item.may_create).map((item) => action(`${itemPath(app.key, item)}/new`, t('palette.new', { name: words(item.title) }), 'add', name)),
          ...(app.may_design && !isPhone ? [action(`/apps/${app.key}/design`, t('palette.settings', { name }), 'settings'), action(`/apps/${app.key}/design/app/app`, t('palette.navigation', { name }), 'design'), ...design(app, name)] : []),
        ];
      }),
      ...(me.is_admin ? [action('/?new=app', t('palette.new_app'), 'app'), action('/excel', t('excel.title'), 'report')] : []),
      action('!theme', theme === 'dark' ? t('account.light') : t('account.dark'), 'eye'),
      action('!language', t('palette.language'), 'globe'),
      action('!tour', t('tour.again'), 'flag'),
    ];
  }, [places.data, here, me.is_admin, theme, isPhone, t, words]);
}
