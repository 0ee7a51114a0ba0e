import { nextCapacity } from "./edge-graph.ts";
import { growingWords, grownInPlace, LEAST_GROWING_BYTES } from "./growing-memory.ts";
import type { StateTable, TableLimits } from "./state-table.ts";

/**
 * HOT: once per generated state. As state-table.ts, but every state has a number, in the order they were found, and can be
 * looked at again by it. The table holds numbers, the states lie one behind the other, which is their queue too: half the
 * memory of states inline, for one more cache miss a lookup, so a batch is looked up in three passes (hash, touch the
 * slot, touch the state). The bits of a slot that no number needs are those of the hash, so that hardly any state but the
 * one that is sought is looked at.
 */
export type NumberedTable = StateTable & {
  /** By position in the batch inserted last: the number of the state, -1 where it was refused. */
  readonly numbers: Int32Array;
  /** Words of the state with a number. */
  readonly stateAt: (number: number) => Int32Array;
  /** The array with the words of a state, and where they begin in it. */
  readonly chunkOf: (number: number) => Int32Array;
  readonly offsetOf: (number: number) => number;
  /** Forgets how to look up states, and gives the memory that this took; `stateAt` still works. */
  readonly forget: () => Int32Array;
  /** In use now, `otherBytes` included. */
  readonly bytes: () => number;
};

const MAX_LOAD = 0.7;
const FIRST_SLOTS = 1 << 12;

/** Room for states at first. */
const FIRST_STATES = 1 << 12;

/** `otherBytes`: of what else counts towards the limit. `inPlaceFrom`: a table of so many bytes grows where it lies. */
export function numberedTable(
  words: number,
  limits: TableLimits,
  batch: number,
  otherBytes: () => number,
  firstSlots: number = FIRST_SLOTS,
  inPlaceFrom: number = LEAST_GROWING_BYTES,
): NumberedTable {
  const make = new Function(
    "limits",
    "batch",
    "otherBytes",
    "firstSlots",
    "maxLoad",
    "nextCapacity",
    "zeros",
    "grownInPlace",
    tableText(words),
  ) as (
    limits: TableLimits,
    batch: number,
    otherBytes: () => number,
    firstSlots: number,
    maxLoad: number,
    capacityAfter: typeof nextCapacity,
    zeros: (words: number) => Int32Array,
    inPlace: typeof grownInPlace,
  ) => NumberedTable;
  const zeros = (count: number) => growingWords(count, inPlaceFrom);
  return make(limits, batch, otherBytes, firstSlots, MAX_LOAD, nextCapacity, zeros, grownInPlace);
}

/** Numbers only: nothing of a spec is in this text. */
function tableText(words: number): string {
  const unrolled = words <= 16;
  const each = (text: (word: number) => string, separator = "") =>
    Array.from({ length: words }, (_, word) => text(word)).join(separator);
  const hash = (from: string, at: string) =>
    unrolled
      ? `let h=${from}[${at}];${each((word) => (word === 0 ? "" : `h=Math.imul(h^(h>>>15),-2048144789)^${from}[${at}+${word}];`))}`
      : `let h=${from}[${at}];for(let k=1;k<${words};k++)h=Math.imul(h^(h>>>15),-2048144789)^${from}[${at}+k];`;
  const finish = "h=Math.imul(h^(h>>>16),-1028477387);h=Math.imul(h^(h>>>13),668265263);h^=h>>>16;";
  const same = unrolled ? each((word) => `all[p+${word}]===B[i+${word}]`, "&&") : "same(all,p,B,i)";
  const store = unrolled
    ? each((word) => `all[tail+${word}]=B[i+${word}];`)
    : `for(let k=0;k<${words};k++)all[tail+k]=B[i+k];`;
  return `"use strict";
let slots=firstSlots,T=zeros(slots),count=0,threshold=Math.floor(slots*maxLoad);
let S=new Int32Array(${FIRST_STATES * words}),taken=0,held=0;
let peak=0,refusing=false,refused=null;
const H=new Int32Array(batch+1),numbers=new Int32Array(batch+1);
function same(S,p,B,i){for(let k=0;k<${words};k++)if(S[p+k]!==B[i+k])return false;return true;}
function bytes(){return T.byteLength+count*${4 * words}+held+otherBytes();}
function note(extra){const b=bytes()+extra;if(b>peak)peak=b;}
function growTable(){
  const next=slots*2;
  if(bytes()+slots*4>limits.bytes||next>1073741824)return false;
  let table=grownInPlace(T,next);
  if(table===null){
    if(bytes()+next*4>limits.bytes)return false;
    note(next*4);
    table=zeros(next);
  }else table.fill(0,0,slots);
  const m=next-1,all=S;
  for(let n=0,i=0;n<count;n++,i+=${words}){
    ${hash("all", "i")}${finish}
    let p=h&m;
    while(table[p]!==0)p=(p+1)&m;
    table[p]=n+1|h&~m;
  }
  T=table;slots=next;threshold=Math.floor(slots*maxLoad);
  note(0);
  return true;
}
function growStates(){
  const size=count*${4 * words},capacity=nextCapacity(S.length),longer=grownInPlace(S,capacity);
  if(longer!==null){S=longer;return true;}
  if(bytes()+size>limits.bytes)return false;
  const next=zeros(capacity);next.set(S.subarray(0,count*${words}));
  // Whoever has the queue keeps the old ones until it is taken anew.
  S=next;held+=size;
  return true;
}
function insert(B,filled){
  while(count+filled/${words}>threshold&&growTable());
  while(count*${words}+filled>S.length&&growStates());
  // Variables of the closure are read into local ones: V8 would load them anew for every element.
  const table=T,hashes=H,all=S,m=slots-1;
  let k=0,touched=0,known=count,tail=count*${words};
  const room=bytes()+filled*4>limits.bytes?0:all.length/${words};
  const most=Math.min(threshold,limits.states,room);
  for(let i=0;i<filled;i+=${words}){
    ${hash("B", "i")}${finish}
    hashes[k++]=h;touched^=table[h&m];
  }
  const states=k;
  for(k=0;k<states;k++){
    const h=hashes[k],t=table[h&m];
    if(t!==0&&((t^h)&~m)===0)touched^=all[((t&m)-1)*${words}];
  }
  k=0;
  next:for(let i=0;i<filled;i+=${words},k++){
    const h=hashes[k];
    let s=h&m;
    for(let t=table[s];t!==0;t=table[s]){
      if(((t^h)&~m)===0){
        const n=(t&m)-1,p=n*${words};
        if(${same}){numbers[k]=n;continue next;}
      }
      s=(s+1)&m;
    }
    numbers[k]=-1;
    if(refusing){refused=refused??"all";continue;}
    if(known>=most){refused=known>=limits.states?"states":"memory";continue;}
    ${store}
    numbers[k]=known;tail+=${words};known++;table[s]=known|h&~m;
  }
  count=known;
  return touched;
}
function takeQueue(){
  note(0);held=0;
  const queue={states:S,begin:taken*${words},end:count*${words}};
  taken=count;
  return queue;
}
return {insert,bytes,count(){return count;},takeQueue,refuse(r){refusing=r;},refused(){return refused;},
peakBytes(){note(0);return peak;},numbers,
stateAt(n){return S.slice(n*${words},(n+1)*${words});},
chunkOf(){return S;},offsetOf(n){return n*${words};},
forget(){const spare=T;note(0);T=new Int32Array(1);held=0;return spare;}};`;
}
