" `:make` checks the spec and goes to its mistakes, or to where a property is violated.
if exists("current_compiler")
  finish
endif
let current_compiler = "untorn"

CompilerSet makeprg=untorn\ check\ --format\ gcc\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
