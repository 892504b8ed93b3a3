/** 待办: what waits for me, what I did, what I started, what I was told. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useSearchParams } from 'react-router';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { TaskBox, TaskPage as Answer } from '@/core/wire';
import { useApps, useTaskCounts } from '@/runtime/queries';
import { useIsPhone, useSettled, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Count, Tabs } from '@/ui/Tabs';
import { BatchBar } from './BatchBar';
import { addressOf, isNarrowed, narrowingOf, queryOf, type Narrowing } from './narrowing';
import { TaskFilters } from './TaskFilters';
import { TaskRow } from './TaskRow';
import './tasks.css';

const BOXES: readonly TaskBox[] = ['todo', 'done', 'started', 'cc'];
const isBox = (value: string | null): value is TaskBox => BOXES.includes(value as TaskBox);

export function TasksPage() {
  const { t } = useTranslation();
  const words = useWords();
  const [address, setAddress] = useSearchParams();
  const asked = address.get('box');
  const box: TaskBox = isBox(asked) ? asked : 'todo';
  const narrowing = narrowingOf(address);
  const isPhone = useIsPhone();
  // The app one comes from is said beside the title: that needs no open filters.
  const [isOpen, setOpen] = useState(isNarrowed({ ...narrowing, app: '' }));
  const app = useApps().data?.items.find((one) => one.key === narrowing.app);
  const [search, setSearch] = useState('');
  const counts = useTaskCounts(narrowing.app);
  const go = (next: { box?: string } & Partial<Narrowing>) => setAddress({ box: next.box ?? box, ...addressOf({ ...narrowing, ...next }) }, { replace: true });
  const tabs = BOXES.map((key) => ({
    key,
    label: (
      <>
        {t(`tasks.${key}`)}
        {(key === 'todo' || key === 'cc') && <Count n={counts.data?.[key] ?? 0} quiet={key === 'cc'} />}
      </>
    ),
  }));
  return (
    <Page title={t('nav.tasks')} beside={app && <span className="muted">{words(app.title)}</span>}>
      <div className="tasks">
        <div className="tasks-tools">
          <Tabs label={t('nav.tasks')} active={box} tabs={tabs} onChange={(key) => go({ box: key })} />
          <Input className="tasks-search" allowClear prefix={<Icon name="search" />} placeholder={t('tasks.search')} aria-label={t('tasks.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
          <Button aria-expanded={isOpen} aria-label={t('runs.filters')} icon={<Icon name="filter" />} type={isNarrowed(narrowing) ? 'primary' : 'default'} ghost={isNarrowed(narrowing)} onClick={() => setOpen(!isOpen)}>
            {!isPhone && t('runs.filters')}
          </Button>
        </div>
        {isOpen && <TaskFilters narrowing={narrowing} withInitiator={box !== 'started'} withLate={box === 'todo'} onChange={go} />}
        <Box key={`${box}/${JSON.stringify(narrowing)}`} box={box} narrowing={narrowing} search={search} />
      </div>
    </Page>
  );
}

function Box({ box, narrowing, search }: { box: TaskBox; narrowing: Narrowing; search: string }) {
  const { t } = useTranslation();
  const settled = useSettled(search.trim());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const tasks = useInfiniteQuery({
    queryKey: [...keys.tasks, 'box', box, narrowing, settled],
    queryFn: ({ pageParam, signal }) => api.get<Answer>('/tasks', { query: { box, ...queryOf(narrowing), search: settled, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (tasks.isPending) return <Loading />;
  if (tasks.isError) return <Failed error={tasks.error} onRetry={() => void tasks.refetch()} />;
  const items = tasks.data.pages.flatMap((page) => page.items);
  const isSearched = settled !== '' || isNarrowed({ ...narrowing, app: '' });
  if (items.length === 0) {
    return (
      <Empty icon={isSearched ? 'search' : 'check_circle'} title={isSearched ? t('tasks.none_found') : t(`tasks.none_${box}`)}>
        {!isSearched && t(`tasks.none_${box}_more`)}
        {tasks.hasNextPage && <Button loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>{t('tasks.search_on')}</Button>}
      </Empty>
    );
  }
  const here = items.filter((item) => chosen.has(item.id));
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const canChoose = box === 'todo' ? items.filter((item) => item.batch) : [];
  return (
    <>
      {canChoose.length > 0 && <BatchBar chosen={here} all={canChoose} onChoose={(ids) => setChosen(new Set(ids))} />}
      <ul className="task-list">
        {items.map((item) => (
          <TaskRow key={`${box}-${item.id}`} item={item} box={box} isChosen={chosen.has(item.id)} isIndented={canChoose.length > 0} onChoose={canChoose.includes(item) ? (is) => choose(item.id, is) : undefined} />
        ))}
      </ul>
      {tasks.hasNextPage && (
        <Button block loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}
