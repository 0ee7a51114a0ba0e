import { growingWords, grownInPlace, LEAST_GROWING_BYTES } from "./growing-memory.ts";

/**
 * HOT: once per generated state. Open addressing with the states inline: slot i is words i × n .. of `T`, free while
 * its first word is 0, which no state begins with. Load at most 0.7. A batch is looked up in two passes: the first only
 * touches the slots, so that the cache misses overlap (256 at a time: 1.9 times faster than one by one). The code is
 * made for one number of words, since a loop over them costs a third. Equality decides; the hash only says where to begin.
 */
export type StateTable = {
  /** Inserts `filled` words of states from the batch; new ones are appended to the queue. */
  readonly insert: (B: Int32Array, filled: number) => void;
  readonly count: () => number;
  /** Takes what was queued since the last time. */
  readonly takeQueue: () => Queue;
  /** New states are refused from now on (true) or not; a refusal is remembered. */
  readonly refuse: (refusing: boolean) => void;
  readonly refused: () => "states" | "memory" | "all" | null;
  /** Most bytes that table and queues ever had at once. */
  readonly peakBytes: () => number;
};

/** States in the words from `begin` to `end`; not changed before the next queue is taken. */
export type Queue = { readonly states: Int32Array; readonly begin: number; readonly end: number };

export type TableLimits = {
  /** Distinct states; Infinity for none. */
  readonly states: number;
  /** Bytes of table and queues; Infinity for none. */
  readonly bytes: number;
};

const MAX_LOAD = 0.7;
const FIRST_SLOTS = 1 << 12;

/** `inPlaceFrom`: a table of so many bytes grows where it lies. */
export function stateTable(
  words: number,
  limits: TableLimits,
  firstSlots: number = FIRST_SLOTS,
  inPlaceFrom: number = LEAST_GROWING_BYTES,
): StateTable {
  const make = new Function("limits", "firstSlots", "maxLoad", "zeros", "grownInPlace", tableText(words)) as (
    limits: TableLimits,
    firstSlots: number,
    maxLoad: number,
    zeros: (words: number) => Int32Array,
    inPlace: typeof grownInPlace,
  ) => StateTable;
  return make(limits, firstSlots, MAX_LOAD, (count) => growingWords(count, inPlaceFrom), grownInPlace);
}

/** Numbers only: nothing of a spec is in this text. */
function tableText(words: number): string {
  const each = (text: (word: number) => string, separator = "") =>
    Array.from({ length: words }, (_, word) => text(word)).join(separator);
  const unrolled = words <= 16;
  const load = unrolled ? `const ${each((word) => `a${word}=B[i+${word}]`, ",")};` : "";
  const hash = unrolled
    ? `let h=a0;${each((word) => (word === 0 ? "" : `h=Math.imul(h^(h>>>15),-2048144789)^a${word};`))}`
    : `let h=B[i];for(let k=1;k<${words};k++)h=Math.imul(h^(h>>>15),-2048144789)^B[i+k];`;
  const finish = "h=Math.imul(h^(h>>>16),-1028477387);h=Math.imul(h^(h>>>13),668265263);h^=h>>>16;";
  const same = unrolled
    ? each((word) => (word === 0 ? "t===a0" : `table[p+${word}]===a${word}`), "&&")
    : `t===B[i]&&same(table,p,B,i)`;
  const store = (into: string, at: string) =>
    unrolled
      ? each((word) => `${into}[${at}+${word}]=a${word};`)
      : `for(let k=0;k<${words};k++)${into}[${at}+k]=B[i+k];`;
  /** The state at `i` of `B` into the first free slot from where it belongs. */
  const place = `${load}${hash}${finish}
    let p=(h&mask)*${words};
    while(table[p]!==0){p+=${words};if(p===end)p=0;}
    ${store("table", "p")}`;
  const copyToFront = unrolled
    ? each((word) => `B[${word}]=table[j+${word}];`)
    : `for(let k=0;k<${words};k++)B[k]=table[j+k];`;
  return `"use strict";
let slots=firstSlots,T=zeros(slots*${words}),count=0,threshold=Math.floor(slots*maxLoad);
let N=new Int32Array(1024*${words}),other=new Int32Array(1024*${words}),queued=0,otherBytes=0;
let peak=0,refusing=false,refused=null;
const H=new Int32Array(4096);
function same(T,p,B,i){for(let k=1;k<${words};k++)if(T[p+k]!==B[i+k])return false;return true;}
function bytes(){return T.byteLength+N.byteLength+other.byteLength;}
function note(extra){const b=bytes()+extra;if(b>peak)peak=b;}
function growTable(){
  const next=slots*2;
  return next*${words}<=4294967295&&(growHere(next)||growElsewhere(next));
}
function growElsewhere(next){
  const size=next*${words}*4;
  if(bytes()+size>limits.bytes)return false;
  const B=T,table=zeros(next*${words}),mask=next-1,end=next*${words};
  note(size);
  for(let i=0;i<B.length;i+=${words})if(B[i]!==0){${place}}
  taken(table,next);
  return true;
}
function growHere(next){
  const size=(next-slots)*${words}*4;
  if(bytes()+size>limits.bytes)return false;
  const old=slots*${words},table=grownInPlace(T,next*${words}),mask=next-1,end=next*${words};
  if(table===null)return false;
  // A state moves to where it was or by the old size beyond. None is put behind one that has yet to move, as long as those
  // in front of the first free slot, which may have come round from the end, are the last.
  let run=0;
  while(table[run]!==0)run+=${words};
  const B=new Int32Array(run+${words});
  B.set(table.subarray(0,run),${words});table.fill(0,0,run);
  for(let j=run;j<old;j+=${words})if(table[j]!==0){
    const i=0;
    ${copyToFront}
    table[j]=0;
    ${place}
  }
  for(let i=${words};i<B.length;i+=${words}){${place}}
  taken(table,next);
  return true;
}
function taken(table,next){T=table;slots=next;threshold=Math.floor(slots*maxLoad);note(0);}
function growQueue(){
  const size=N.length*2;
  if(bytes()+size*4>limits.bytes)return false;
  note(size*4);
  const next=new Int32Array(size);next.set(N);N=next;
  return true;
}
function insert(B,filled){
  while(count+filled/${words}>threshold&&growTable());
  while(N.length-queued<filled&&growQueue());
  // Variables of the closure are read into local ones: V8 would load them anew for every element.
  const table=T,queue=N,room=N.length,hashes=H,mask=slots-1,end=slots*${words};
  let k=0,touched=0,tail=queued,known=count;
  const most=Math.min(threshold,limits.states);
  for(let i=0;i<filled;i+=${words}){
    ${load}${hash}${finish}
    h=(h&mask)*${words};hashes[k++]=h;touched^=table[h];
  }
  k=0;
  next:for(let i=0;i<filled;i+=${words}){
    ${load}
    let p=hashes[k++];
    for(let t=table[p];t!==0;t=table[p]){
      if(${same})continue next;
      p+=${words};if(p===end)p=0;
    }
    if(refusing){refused=refused??"all";continue;}
    if(known>=most||tail>=room){refused=known>=limits.states?"states":"memory";continue;}
    ${store("table", "p")}
    ${store("queue", "tail")}
    tail+=${words};known++;
  }
  queued=tail;count=known;
  return touched;
}
return {insert,count(){return count;},
takeQueue(){note(0);const taken={states:N,begin:0,end:queued},free=other;other=N;N=free;queued=0;return taken;},
refuse(r){refusing=r;},refused(){return refused;},peakBytes(){note(0);return peak;}};`;
}
