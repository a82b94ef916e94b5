import {listOf, type NodeAsk, number, orNull, record, time} from '../node-ask.ts';

/** One process. What a protected process refuses to tell (MsMpEng, some security products) is null. */
export type Process = {
  pid: number;
  startedAt: string | null;
  threads: number;
  handles: number | null;
  privateBytes: number;
};

/** The processes of one image: how many there are, and the first 20 of them. */
export type Processes = {count: number; processes: Process[]};

/** Asks for the processes of an image by name without `.exe`, such as `kubelet`; none running is a count of 0. */
export const processes = (name: string): NodeAsk<Processes> => ({
  ask: {kind: 'processes', name},
  read: record<Processes>({
    count: number,
    processes: listOf(
      record<Process>({
        pid: number,
        startedAt: orNull(time),
        threads: number,
        handles: orNull(number),
        privateBytes: number,
      }),
    ),
  }),
});
