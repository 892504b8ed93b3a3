/** Two short tones, so that who scans need not look up: taken, and not taken. */
let context: AudioContext | null = null;

function tone(hertz: number, seconds: number): void {
  try {
    context ??= new AudioContext();
    const from = context.currentTime;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = hertz;
    volume.gain.setValueAtTime(0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + seconds);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + seconds);
  } catch {
    // A browser without sound still shows what happened.
  }
}

export const sounds = {
  taken: () => tone(1_320, 0.09),
  refused: () => tone(220, 0.35),
};
