autocmd BufNewFile,BufRead *.untorn setfiletype untorn
