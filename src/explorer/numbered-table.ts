import type { StateTable, TableLimits } from "./state-table.ts";

/**
 * HOT: once per generated state. As state-table.ts, but every state has a number, in the order they were found, and can be
 * looked at again by it. The table holds numbers, the states lie one behind the other in chunks: half the memory of states
 * inline, for one more cache miss a lookup, so a batch is looked up in three passes (hash, touch the slot, compare).
 */
export type NumberedTable = StateTable & {
  /** By position in the batch inserted last: the number of the state, -1 where it was refused. */
  readonly numbers: Int32Array;
  /** Words of the state with a number. */
  readonly stateAt: (number: number) => Int32Array;
  /** The array with the words of a state, and where they begin in it. */
  readonly chunkOf: (number: number) => Int32Array;
  readonly offsetOf: (number: number) => number;
  /** Forgets how to look up states; `stateAt` still works. */
  readonly forget: () => void;
};

const MAX_LOAD = 0.7;
const FIRST_SLOTS = 1 << 12;

/** States in a chunk: 2 to this. */
const CHUNK_BITS = 14;

/** `otherBytes`: of what else counts towards the limit. */
export function numberedTable(
  words: number,
  limits: TableLimits,
  batch: number,
  otherBytes: () => number,
  firstSlots: number = FIRST_SLOTS,
): NumberedTable {
  const make = new Function("limits", "batch", "otherBytes", "firstSlots", "maxLoad", tableText(words)) as (
    limits: TableLimits,
    batch: number,
    otherBytes: () => number,
    firstSlots: number,
    maxLoad: number,
  ) => NumberedTable;
  return make(limits, batch, otherBytes, firstSlots, MAX_LOAD);
}

/** Numbers only: nothing of a spec is in this text. */
function tableText(words: number): string {
  const chunk = (1 << CHUNK_BITS) * words;
  const mask = (1 << CHUNK_BITS) - 1;
  const unrolled = words <= 16;
  const each = (text: (word: number) => string, separator = "") =>
    Array.from({ length: words }, (_, word) => text(word)).join(separator);
  const hash = (from: string, at: string) =>
    unrolled
      ? `let h=${from}[${at}];${each((word) => (word === 0 ? "" : `h=Math.imul(h^(h>>>15),-2048144789)^${from}[${at}+${word}];`))}`
      : `let h=${from}[${at}];for(let k=1;k<${words};k++)h=Math.imul(h^(h>>>15),-2048144789)^${from}[${at}+k];`;
  const finish = "h=Math.imul(h^(h>>>16),-1028477387);h=Math.imul(h^(h>>>13),668265263);h^=h>>>16;";
  const same = unrolled ? each((word) => `C[p+${word}]===B[i+${word}]`, "&&") : "same(C,p,B,i)";
  const store = (into: string, at: string, from: string) =>
    unrolled
      ? each((word) => `${into}[${at}+${word}]=${from}[i+${word}];`)
      : `for(let k=0;k<${words};k++)${into}[${at}+k]=${from}[i+k];`;
  return `"use strict";
let slots=firstSlots,T=new Int32Array(slots),count=0,threshold=Math.floor(slots*maxLoad);
let chunks=[new Int32Array(${chunk})],taken=0,level=new Int32Array(0);
let peak=0,refusing=false,refused=null;
const H=new Int32Array(batch+1),numbers=new Int32Array(batch+1);
function same(C,p,B,i){for(let k=0;k<${words};k++)if(C[p+k]!==B[i+k])return false;return true;}
function bytes(){return T.byteLength+chunks.length*${chunk * 4}+level.byteLength+otherBytes();}
function note(extra){const b=bytes()+extra;if(b>peak)peak=b;}
function growTable(){
  const next=slots*2;
  if(bytes()+next*4>limits.bytes||next>1073741824)return false;
  note(next*4);
  const table=new Int32Array(next),m=next-1;
  for(let n=0;n<count;n++){
    const B=chunks[n>>>${CHUNK_BITS}],i=(n&${mask})*${words};
    ${hash("B", "i")}${finish}
    let p=h&m;
    while(table[p]!==0)p=(p+1)&m;
    table[p]=n+1;
  }
  T=table;slots=next;threshold=Math.floor(slots*maxLoad);
  return true;
}
function room(){
  if((count>>>${CHUNK_BITS})<chunks.length)return true;
  if(bytes()+${chunk * 4}>limits.bytes)return false;
  chunks.push(new Int32Array(${chunk}));
  return true;
}
function insert(B,filled){
  while(count+filled/${words}>threshold&&growTable());
  const table=T,hashes=H,all=chunks,m=slots-1;
  let k=0,touched=0;
  const most=Math.min(threshold,limits.states);
  for(let i=0;i<filled;i+=${words}){
    ${hash("B", "i")}${finish}
    h&=m;hashes[k++]=h;touched^=table[h];
  }
  const states=k;
  for(k=0;k<states;k++){const n=table[hashes[k]]-1;if(n>=0)touched^=all[n>>>${CHUNK_BITS}][(n&${mask})*${words}];}
  k=0;
  next:for(let i=0;i<filled;i+=${words},k++){
    let s=hashes[k];
    for(let t=table[s];t!==0;t=table[s]){
      const C=all[(t-1)>>>${CHUNK_BITS}],p=((t-1)&${mask})*${words};
      if(${same}){numbers[k]=t-1;continue next;}
      s=(s+1)&m;
    }
    numbers[k]=-1;
    if(refusing){refused=refused??"all";continue;}
    if(count>=most||!room()){refused=count>=limits.states?"states":"memory";continue;}
    const C=all[count>>>${CHUNK_BITS}],p=(count&${mask})*${words};
    ${store("C", "p", "B")}
    numbers[k]=count;count++;table[s]=count;
  }
  return touched;
}
function takeQueue(){
  level=new Int32Array((count-taken)*${words});note(0);
  for(let n=taken,at=0;n<count;){
    const i=(n&${mask})*${words},end=Math.min(count,((n>>>${CHUNK_BITS})+1)<<${CHUNK_BITS}),length=(end-n)*${words};
    level.set(chunks[n>>>${CHUNK_BITS}].subarray(i,i+length),at);at+=length;n=end;
  }
  taken=count;
  return {states:level,words:level.length};
}
return {insert,count(){return count;},takeQueue,refuse(r){refusing=r;},refused(){return refused;},
peakBytes(){note(0);return peak;},numbers,
stateAt(n){const i=(n&${mask})*${words};return chunks[n>>>${CHUNK_BITS}].slice(i,i+${words});},
chunkOf(n){return chunks[n>>>${CHUNK_BITS}];},offsetOf(n){return (n&${mask})*${words};},
forget(){note(0);T=new Int32Array(1);level=new Int32Array(0);}};`;
}
