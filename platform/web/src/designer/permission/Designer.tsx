/** The groups of a form side by side, the settings of one, and what tries and publishes them all. */
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { FormDocument } from '@/core/documents';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Empty } from '@/ui/notice';
import { useAutosave, type Draft } from '../lib/autosave';
import { Drawer } from '../lib/Drawer';
import { focusSelected } from '../lib/panes';
import { Bar } from '../lib/Bar';
import { Conflict } from '../lib/Conflict';
import { NamedProvider, useNamedOf } from '../lib/names';
import { useDesignPlace } from '../lib/place';
import { useDraftProblems } from '../lib/problems';
import { useSystemNamed } from '../lib/system-named';
import { useT } from '../words';
import { PermissionProvider, placed, useGroups, usePermission, type PermissionContext } from './context';
import type { Groups } from './document';
import { useGroupKeys } from './keyboard';
import { Matrix } from './Matrix';
import { Panel } from './Panel';
import { groupOf, presetsOf, titleOfPreset, type Preset } from './presets';
import type { Target } from './shape';
import type { GroupsDesign } from './store';
import '@/ui/page.css';
import '../lib/designer.css';
import './permission.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Versions = late(async () => (await import('../lib/Versions')).Versions);
const ViewAs = late(async () => (await import('./ViewAs')).ViewAs);
const Why = late(async () => (await import('./Why')).Why);
const GroupChanges = late(async () => (await import('./GroupChanges')).GroupChanges);

interface DesignerProps {
  draft: Draft<Groups>;
  design: GroupsDesign;
  target: Target;
  form: FormDocument;
}

const NO_IDS: readonly string[] = [];

export function Designer({ draft, design, target, form }: DesignerProps) {
  const { app } = useDesignPlace();
  const doc = useStore(design, (state) => state.doc);
  const own = useNamedOf(form);
  const system = useSystemNamed(target.on === 'form' ? form : null);
  const found = useDraftProblems(doc);
  const problems = useMemo(() => {
    const ids = found.doc.groups?.map((one) => one.id) ?? NO_IDS;
    return found.problems.map((one) => placed(one, ids));
  }, [found]);
  const named = useMemo(() => [...system, ...own], [system, own]);
  const context = useMemo<PermissionContext>(() => ({ app, target, design, named, problems }), [app, target, design, named, problems]);
  return (
    <NamedProvider value={named}>
      <PermissionProvider value={context}>
        <Editor draft={draft} />
      </PermissionProvider>
    </NamedProvider>
  );
}

type Dialog = 'publish' | 'versions' | 'as' | 'why' | null;

function Editor({ draft }: { draft: Draft<Groups> }) {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { app, target, design, problems } = usePermission();
  const groups = useGroups((state) => state.doc.groups);
  const saving = useAutosave<Groups>(design, draft);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [published, setPublished] = useState(draft.published);
  const [isOpen, setOpen] = useState(false);
  useGroupKeys(design);
  const close = () => setDialog(null);
  const select = (id: string) => {
    design.getState().select(id);
    setOpen(true);
  };
  const titleOf = (id: string) => words(groups.find((one) => one.id === id)?.title) || id;
  const back = target.on === 'form' ? `/apps/${app}/forms/${target.id}` : `/apps/${app}/ledgers/${target.id}`;
  const isForm = target.on === 'form';
  return (
    <div className="fd pm">
      <Bar
        title={t('perm.title', { name: words(target.title) })}
        back={back}
        saving={saving}
        history={design.temporal}
        problems={problems.map((one) => ({ key: one.path + one.code, title: titleOf(one.group), message: one.message, go: () => select(one.group) }))}
        onPublish={() => setDialog('publish')}
        before={
          isPhone && (
            <button type="button" className="icon-button" aria-label={t('panel.label')} onClick={() => setOpen(true)}>
              <Icon name="settings" size={17} />
            </button>
          )
        }
      >
        {isPhone ? (
          <Menu
            items={[...(isForm ? [{ key: 'as', icon: 'eye' as const, label: t('perm.as') }] : []), { key: 'why', icon: 'search', label: t('perm.why') }, { key: 'versions', icon: 'history', label: t('bar.versions') }]}
            onChoose={(key) => setDialog(key as Dialog)}
            trigger={(props) => <Button size="small" aria-label={t('bar.more')} icon={<Icon name="more" size={15} />} {...props} />}
          />
        ) : (
          <>
            {isForm && <Button size="small" icon={<Icon name="eye" size={14} />} onClick={() => setDialog('as')}>{t('perm.as')}</Button>}
            <Button size="small" icon={<Icon name="search" size={14} />} onClick={() => setDialog('why')}>{t('perm.why')}</Button>
            <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => setDialog('versions')}>{t('bar.versions')}</Button>
          </>
        )}
      </Bar>
      <Conflict saving={saving} />
      {groups.length === 0 ? (
        <NoGroups />
      ) : (
        <div className="pm-panes">
          <div className="pm-main">
            <div className="pm-head-tools">
              {isPhone && <GroupTabs />}
              <AddGroup />
              {!isPhone && <span className="fd-muted">{t('perm.help')}</span>}
            </div>
            <Matrix />
          </div>
          {!isPhone && <Panel />}
        </div>
      )}
      {isPhone && (
        <Drawer open={isOpen} placement="bottom" size="80%" title={t('perm.settings')} onClose={() => setOpen(false)}>
          <Panel />
        </Drawer>
      )}
      {dialog === 'publish' && <PublishDialog saving={saving} problems={problems} isFirst={published === null} onClose={close} onPublished={setPublished} show={(difference) => <GroupChanges difference={difference} />} />}
      {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
      {dialog === 'as' && <ViewAs flush={saving.flush} onClose={close} />}
      {dialog === 'why' && <Why flush={saving.flush} onClose={close} />}
    </div>
  );
}

function useAddGroup(): (preset: Preset) => void {
  const { target, design } = usePermission();
  return (preset) => {
    const { doc, add } = design.getState();
    add(groupOf(preset, target, new Set(doc.groups.map((one) => one.id))));
  };
}

function AddGroup() {
  const t = useT();
  const words = useWords();
  const { target } = usePermission();
  const add = useAddGroup();
  const items = presetsOf(target).map((one) => ({ key: one, label: <span className="pm-preset"><b>{words(titleOfPreset(one))}</b><small>{t(`perm.preset_${one}`)}</small></span> }));
  return (
    <Menu
      items={items}
      onChoose={(key) => {
        flushSync(() => add(key as Preset));
        focusSelected();
      }}
      trigger={(opened) => <Button size="small" icon={<Icon name="add" size={13} />} {...opened}>{t('perm.add')}</Button>}
    />
  );
}

/** On a phone one group at a time. */
function GroupTabs() {
  const words = useWords();
  const groups = useGroups((state) => state.doc.groups);
  const selected = useGroups((state) => state.selected);
  const select = useGroups((state) => state.select);
  return (
    <div className="pm-tabs">
      {groups.map((one) => (
        <button type="button" key={one.id} aria-pressed={one.id === selected} onClick={() => select(one.id)}>{words(one.title) || one.id}</button>
      ))}
    </div>
  );
}

/** Nobody gets in without a group: what to begin with. */
function NoGroups() {
  const t = useT();
  const words = useWords();
  const { target } = usePermission();
  const add = useAddGroup();
  return (
    <div className="pm-empty">
      <Empty icon="key" title={t('perm.none')} actions={presetsOf(target).map((one) => <Button key={one} onClick={() => add(one)}>{words(titleOfPreset(one))}</Button>)}>
        {t('perm.none_help')}
      </Empty>
    </div>
  );
}
