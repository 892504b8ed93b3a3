/** Three panes: what has no place yet, the navigation as people see it, the settings of what is selected. */
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Boundary } from '@/ui/notice';
import { useAutosave, type Draft } from '../lib/autosave';
import { Bar } from '../lib/Bar';
import { Conflict } from '../lib/Conflict';
import { Drawer } from '../lib/Drawer';
import { DragArea, type DragData, type Hover } from '../lib/dnd';
import { useDraftProblems, type DraftProblem } from '../lib/problems';
import { useTreeKeys } from '../lib/tree-keys';
import { useT } from '../words';
import { useApp, useBuilder, useNameOf, useRemove } from './context';
import { APP, entryOf, entryTarget, groupOf, groupsOf, groupTarget, itemsOf, type AppDocument } from './document';
import { currentLanding, landingOf, setLanding, type SourceData } from './landing';
import { Palette } from './Palette';
import { Panel } from './Panel';
import { Sheet } from './Sheet';
import '@/ui/page.css';
import '../lib/designer.css';
import './app.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Versions = late(async () => (await import('../lib/Versions')).Versions);

export function Designer({ draft }: { draft: Draft<AppDocument> }) {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { app, design } = useBuilder();
  const doc = useApp((state) => state.doc);
  const saving = useAutosave<AppDocument>(design, draft);
  const { problems } = useDraftProblems(doc);
  const nameOf = useNameOf();
  const [dialog, setDialog] = useState<'publish' | 'versions' | null>(null);
  const [pane, setPane] = useState<'palette' | 'panel' | null>(null);
  const { onHover, onDrop } = useDropping();
  useKeys();
  const close = () => setDialog(null);
  const placeOf = (problem: DraftProblem) => {
    const [, group, item] = /^groups\.(\d+)(?:\.items\.(\d+))?/.exec(problem.path) ?? [];
    const at = group === undefined ? undefined : groupsOf(doc)[Number(group)];
    const entry = item === undefined ? undefined : itemsOf(at)[Number(item)];
    const target = entry ? entryTarget(entry.id) : at ? groupTarget(at.id) : APP;
    return { key: problem.path + problem.code, title: entry ? nameOf(entry) : words(at?.title ?? doc.title), message: problem.message, go: () => design.getState().select(target) };
  };
  const titled = (path: string) => {
    const id = path.split('.').at(-1) ?? '';
    const entry = entryOf(doc, entryTarget(id));
    return entry ? nameOf(entry) : words(groupOf(doc, groupTarget(id))?.title) || (path === '' ? words(doc.title) : t('nav.line'));
  };
  return (
    <DragArea onHover={onHover} onDrop={onDrop} onCancel={() => setLanding(null)} ghost={(source) => <Ghost source={source as SourceData} />}>
      <div className="fd">
        <Bar
          title={words(doc.title) || t('canvas.untitled')}
          back={`/apps/${app}/design`}
          saving={saving}
          history={design.temporal}
          problems={problems.map(placeOf)}
          onPublish={() => setDialog('publish')}
          before={isPhone && <Panes onShow={setPane} />}
        >
          {!isPhone && <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => setDialog('versions')}>{t('bar.versions')}</Button>}
        </Bar>
        <Conflict saving={saving} />
        <div className="fd-panes">
          {!isPhone && <Boundary><Palette /></Boundary>}
          <Boundary><Sheet onOpen={isPhone ? () => setPane('panel') : undefined} /></Boundary>
          {!isPhone && <Boundary><Panel /></Boundary>}
        </div>
      </div>
      {isPhone && (
        <>
          <Drawer open={pane === 'palette'} placement="bottom" size="70%" title={t('nav.unplaced')} onClose={() => setPane(null)}><Palette onAdded={() => setPane(null)} /></Drawer>
          <Drawer open={pane === 'panel'} placement="bottom" size="75%" title={t('bar.properties')} onClose={() => setPane(null)}><Panel /></Drawer>
        </>
      )}
      {dialog === 'publish' && <PublishDialog saving={saving} problems={problems} isFirst={false} titled={titled} onClose={close} onPublished={() => undefined} />}
      {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={() => undefined} />}
    </DragArea>
  );
}

function Panes({ onShow }: { onShow: (pane: 'palette' | 'panel') => void }) {
  const t = useT();
  return (
    <>
      <button type="button" className="icon-button" aria-label={t('nav.unplaced')} onClick={() => onShow('palette')}><Icon name="add" size={17} /></button>
      <button type="button" className="icon-button" aria-label={t('bar.properties')} onClick={() => onShow('panel')}><Icon name="settings" size={17} /></button>
    </>
  );
}

function useDropping() {
  const { design } = useBuilder();
  const onHover = useCallback((hover: Hover | null) => setLanding(hover && landingOf(hover)), []);
  const onDrop = useCallback(
    (source: DragData) => {
      const landing = currentLanding();
      setLanding(null);
      if (!landing) return;
      const state = design.getState();
      const { entry, group, thing } = source as SourceData;
      if (group !== undefined) state.moveGroup(group, landing.groupIndex);
      else if (entry !== undefined) state.move(entry, landing.spot);
      else if (thing) state.add(thing, landing.spot);
    },
    [design],
  );
  return { onHover, onDrop };
}

function useKeys(): void {
  const { design } = useBuilder();
  const remove = useRemove();
  const state = design.getState;
  useTreeKeys({
    selected: () => state().selected,
    undo: () => design.temporal.getState().undo(),
    redo: () => design.temporal.getState().redo(),
    remove,
    duplicate: () => undefined, // a thing stands in the navigation once
    nudge: (target, by) => state().nudge(target, by),
    leave: () => state().select(null),
    copy: () => null,
    paste: () => false,
  });
}

function Ghost({ source }: { source: SourceData }) {
  const words = useWords();
  const nameOf = useNameOf();
  const { design } = useBuilder();
  const { doc } = design.getState();
  const entry = source.entry === undefined ? undefined : entryOf(doc, entryTarget(source.entry));
  const group = source.group === undefined ? undefined : groupOf(doc, groupTarget(source.group));
  const thing = entry ?? source.thing;
  return <div className="fd-ghost">{thing ? nameOf(thing) : words(group?.title)}</div>;
}
