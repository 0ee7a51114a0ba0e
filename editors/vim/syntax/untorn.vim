" Vim syntax of untorn specs. Made by "npm run editors" from the words of the language.
if exists("b:current_syntax")
  finish
endif

syntax match untornFunction /\<\h\w*\ze\s*(/
syntax match untornErrorCode /\<E[A-Z0-9]\+\>/
syntax match untornNumber /\<\%(0\|[1-9]\d*\)\>/
syntax match untornLabel /\%(^\s*\)\@<=\h\w*\ze\s*:/

syntax keyword untornType bool errno lockmode task set queue symmetric
syntax keyword untornDeclaration use const type enum struct knob design assume ghost durable mutex spinlock rwsem semaphore daemon work event void init invariant crash liveness expect
syntax keyword untornStatement if while for loop break continue goto return assert wait atomic choose pick switch spawn
syntax keyword untornValue true false none self
syntax keyword untornQuantifier forall exists
syntax keyword untornInner else or in case default
syntax keyword untornLockMode SHARED EXCL
syntax keyword untornSoft spec hides all with holds only violates vacuous same because from where when until leads_to always eventually next count fair strong unfair
syntax keyword untornBuiltIn holds held at done blocked may_sleep enabled cause lock unlock trylock downgrade push pop

syntax keyword untornTodo contained TODO FIXME XXX
syntax match untornComment ,//.*$, contains=untornTodo
syntax region untornComment start=,/[*], end=,[*]/, contains=untornTodo
syntax match untornDoc ,\%(^\s*\)\@<=///\%(/\)\@!.*$,
syntax match untornEscape /\\[\\"]/ contained
syntax region untornString start=/"/ skip=/\\./ end=/"/ oneline contains=untornEscape

highlight default link untornType Type
highlight default link untornDeclaration Structure
highlight default link untornStatement Statement
highlight default link untornValue Constant
highlight default link untornQuantifier Operator
highlight default link untornInner Conditional
highlight default link untornLockMode Constant
highlight default link untornSoft Keyword
highlight default link untornBuiltIn Function
highlight default link untornFunction Identifier
highlight default link untornErrorCode Constant
highlight default link untornNumber Number
highlight default link untornLabel Label
highlight default link untornTodo Todo
highlight default link untornComment Comment
highlight default link untornDoc SpecialComment
highlight default link untornEscape SpecialChar
highlight default link untornString String

let b:current_syntax = "untorn"
