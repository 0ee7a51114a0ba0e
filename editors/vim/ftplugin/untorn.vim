" Specs are indented as the kernel is: by tabs, eight columns wide.
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal noexpandtab tabstop=8 shiftwidth=8 softtabstop=8
setlocal commentstring=//\ %s
setlocal comments=s1:/*,mb:*,ex:*/,:///,://
setlocal suffixesadd=.untorn
setlocal include=^use\ "
" `gggqG` formats the whole file.
setlocal formatprg=untorn\ fmt\ -
compiler untorn

let b:undo_ftplugin = "setlocal expandtab< tabstop< shiftwidth< softtabstop< commentstring< comments< suffixesadd< include< formatprg<"
