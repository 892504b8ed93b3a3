/** The drawing, the settings of what is selected or a trial, and what publishes the whole. */
import { Button, Switch } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { api, url } from '@/core/api';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import type { SourceData, TargetData } from '../lib/tree-drop';
import { setOver } from '../lib/over';
import { Drawer } from '../lib/Drawer';
import { useAutosave, type Autosave, type Draft } from '../lib/autosave';
import { Bar } from '../lib/Bar';
import { Conflict } from '../lib/Conflict';
import { DragArea, type DragData, type Hover } from '../lib/dnd';
import { useDesignPlace } from '../lib/place';
import { Sheet } from '../lib/Sheet';
import { useT } from '../words';
import { DraftProvider, LitProvider, ProblemsProvider, ReadingProvider, useAutomation, useDesign, type Lit } from './context';
import { TRIGGER, WHEN, type AutomationDocument } from './document';
import { useAutomationKeys } from './keyboard';
import { factsOfStep } from './kind';
import { Panel } from './Panel';
import { useAutomationProblems } from './problems';
import { useReadingOf } from './reading';
import { useShapes } from './shapes';
import { numbersOf, stepOf } from './tree';
import { Tree } from './Tree';
import { triggerKinds } from './triggers';
import '@/ui/page.css';
import '../lib/designer.css';
import '../flow/flow.css';
import './automation.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Trial = late(async () => (await import('./Trial')).Trial, Loading);
const Versions = late(async () => (await import('../lib/Versions')).Versions);
const RunLog = late(async () => (await import('./RunLog')).RunLog);

type Dialog = 'publish' | 'versions' | 'runs' | null;

export function Designer({ draft }: { draft: Draft<AutomationDocument> }) {
  const t = useT();
  const words = useWords();
  const design = useDesign();
  const { app } = useDesignPlace();
  const isPhone = useIsPhone();
  const doc = useAutomation((state) => state.doc);
  const selected = useAutomation((state) => state.selected);
  const saving = useAutosave<AutomationDocument>(design, draft);
  const shapes = useShapes(doc.trigger, doc.steps);
  const subject = useMemo(() => triggerKinds.get(doc.trigger.type).subject(doc.trigger, shapes), [doc.trigger, shapes]);
  const reading = useReadingOf(doc.steps, subject, shapes);
  const problems = useAutomationProblems(doc);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [published, setPublished] = useState(draft.published);
  const { flush } = saving;
  const state = useMemo(() => ({ isPublished: published !== null, flush }), [published, flush]);
  const [isTrying, setTrying] = useState(false);
  const [lit, setLit] = useState<Lit | null>(null);
  useAutomationKeys();
  const onHover = useCallback((hover: Hover | null) => setOver(hover?.id ?? ''), []);
  const drop = useCallback(
    (source: DragData, over: DragData | null) => {
      setOver('');
      const { node, way } = source as SourceData;
      const to = (over ?? {}) as TargetData;
      if (node && to.place) design.getState().move(node, to.place);
      if (way && to.way) design.getState().moveCase(way.of, way.index, to.way.index);
    },
    [design],
  );
  const nameOf = useNames(doc);
  const draggedName = ({ node, way }: SourceData) => (way ? words(stepOf(doc, way.of)?.cases?.[way.index]?.title) || t('flow.way', { n: way.index + 1 }) : nameOf(node ?? null));
  const leaveTrial = () => {
    setTrying(false);
    setLit(null);
  };
  const close = () => setDialog(null);
  const side = isTrying ? <Trial flush={saving.flush} onLight={setLit} onClose={leaveTrial} /> : (
    <DraftProvider value={state}>
      <Panel />
    </DraftProvider>
  );
  return (
    <ReadingProvider value={reading}>
      <ProblemsProvider value={problems}>
        <LitProvider value={lit}>
          <DragArea onHover={onHover} onDrop={drop} onCancel={() => setOver('')} ghost={(source) => <div className="fd-ghost">{draggedName(source as SourceData)}</div>}>
            <div className="fd fl au">
              <Bar
                title={words(doc.title) || t('canvas.untitled')}
                back={`/apps/${app}/automations`}
                saving={saving}
                history={design.temporal}
                problems={problems.map((one) => ({ key: one.path + one.code, title: nameOf(one.target), message: one.message, go: () => (leaveTrial(), design.getState().select(one.target)) }))}
                onPublish={() => setDialog('publish')}
                before={<OnOff saving={saving} isPublished={published !== null} />}
              >
                <Menus isPhone={isPhone} isPublished={published !== null} onOpen={setDialog} />
                <Button size="small" icon={<Icon name="eye" size={14} />} aria-pressed={isTrying} aria-label={t('automation.try')} onClick={() => (isTrying ? leaveTrial() : setTrying(true))}>
                  {isPhone ? null : t('automation.try')}
                </Button>
              </Bar>
              <Conflict saving={saving} />
              <div className="fl-panes">
                <Sheet label={t('automation.canvas')} onLeave={() => design.getState().select(null)}>
                  <Tree />
                </Sheet>
                {!isPhone && side}
              </div>
            </div>
            {isPhone && (
              <Drawer open={selected !== null || isTrying} placement="bottom" size="72%" title={isTrying ? t('automation.try') : nameOf(selected)} onClose={() => (isTrying ? leaveTrial() : design.getState().select(null))}>
                {side}
              </Drawer>
            )}
          </DragArea>
          {dialog === 'publish' && <PublishDialog saving={saving} problems={problems.map((one) => ({ ...one, message: `${nameOf(one.target)} · ${one.message}` }))} isFirst={published === null} onClose={close} onPublished={setPublished} />}
          {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
          {dialog === 'runs' && <RunLog onClose={close} />}
        </LitProvider>
      </ProblemsProvider>
    </ReadingProvider>
  );
}

/** `2 新增数据`, by what a problem or the phone's drawer is about. */
function useNames(doc: AutomationDocument): (target: string | null) => string {
  const t = useT();
  const words = useWords();
  return (target) => {
    if (target === TRIGGER) return t('automation.trigger');
    if (target === WHEN) return t('automation.when');
    const step = target === null ? undefined : stepOf(doc, target.split('/')[0]!);
    return step ? `${numbersOf(doc).get(step.id)} ${words(factsOfStep(step.type).words)}` : t('automation.settings');
  };
}

function Menus({ isPhone, isPublished, onOpen }: { isPhone: boolean; isPublished: boolean; onOpen: (dialog: Dialog) => void }) {
  const t = useT();
  if (isPhone) {
    return (
      <Menu
        items={[{ key: 'runs', icon: 'trace', label: t('automation.log'), disabled: !isPublished }, { key: 'versions', icon: 'history', label: t('bar.versions') }]}
        onChoose={(key) => onOpen(key as Dialog)}
        trigger={(props) => <Button size="small" aria-label={t('bar.more')} icon={<Icon name="more" size={15} />} {...props} />}
      />
    );
  }
  return (
    <>
      <Button size="small" icon={<Icon name="trace" size={14} />} disabled={!isPublished} onClick={() => onOpen('runs')}>
        {t('automation.log')}
      </Button>
      <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => onOpen('versions')}>
        {t('bar.versions')}
      </Button>
    </>
  );
}

/** What is published goes on or off at once; the draft goes along. */
function OnOff({ saving, isPublished }: { saving: Autosave; isPublished: boolean }) {
  const t = useT();
  const toast = useToast();
  const design = useDesign();
  const { app, id } = useDesignPlace();
  const [isBusy, setBusy] = useState(false);
  const enabled = useAutomation((state) => state.doc.enabled ?? true);
  const change = async (on: boolean) => {
    setBusy(true);
    try {
      if (isPublished) {
        await saving.flush();
        await api.put(url`/apps/${app}/automations/${id}/enabled`, { enabled: on });
      }
      design.getState().patchWhole({ enabled: on });
      if (isPublished) await saving.keepMine();
    } catch (cause) {
      toast.failed(cause);
    } finally {
      setBusy(false);
    }
  };
  return <Switch size="small" checked={enabled} loading={isBusy} aria-label={t('automation.enabled')} title={t(enabled ? 'automation.is_on' : 'automation.is_off')} onChange={(on) => void change(on)} />;
}
