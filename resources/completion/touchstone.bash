# bash completion: what there is to complete is asked of the program itself, once a shell
eval "$(touchstone completion bash 2>/dev/null)"
