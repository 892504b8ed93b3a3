/** The camera as a scanner: every code it sees counts once, until it has been out of sight for a moment. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Drawer } from '@/ui/Drawer';
import { codeReader } from './camera';

const LOOK_MS = 180;
const SAME_MS = 1_600;

interface CameraProps {
  said: { text: string; isWrong: boolean } | null;
  onCode: (code: string) => void;
  onClose: () => void;
}

export default function Camera({ said, onCode, onClose }: CameraProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef(onCode);
  const [isDenied, setDenied] = useState(false);
  useEffect(() => {
    heard.current = onCode;
  }, [onCode]);
  useEffect(() => watch(video, (code) => heard.current(code), () => setDenied(true)), []);
  return (
    <Drawer side="right" title={t('scan.camera')} onClose={onClose}>
      {isDenied ? <p role="alert">{t('scan.denied')}</p> : <video ref={video} className="scan-video" muted playsInline aria-label={t('scan.camera')} />}
      {said && <p className={said.isWrong ? 'scan-said is-wrong' : 'scan-said'} role="status">{said.text}</p>}
      <p className="muted">{t('scan.camera_help')}</p>
    </Drawer>
  );
}

/** Starts the camera and reads until it is stopped. */
function watch(video: React.RefObject<HTMLVideoElement | null>, onCode: (code: string) => void, onDenied: () => void): () => void {
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let isOver = false;
  const seen = new Map<string, number>();
  const reader = codeReader();
  const look = async () => {
    if (!video.current || video.current.readyState < video.current.HAVE_CURRENT_DATA) return;
    const found = await reader!.detect(video.current).catch(() => []);
    for (const { rawValue } of found) {
      const isNew = performance.now() - (seen.get(rawValue) ?? -Infinity) > SAME_MS;
      seen.set(rawValue, performance.now());
      if (isNew && rawValue) onCode(rawValue);
    }
  };
  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    if (isOver || !video.current || !reader) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    video.current.srcObject = stream;
    await video.current.play();
    timer = setInterval(() => void look(), LOOK_MS);
  };
  start().catch(() => {
    if (!isOver) onDenied();
  });
  return () => {
    isOver = true;
    clearInterval(timer);
    stream?.getTracks().forEach((track) => track.stop());
  };
}
