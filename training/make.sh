#!/bin/sh
# Makes the shipped weights: sh training/make.sh ../shared/corpora build/model
# Three runs, each from where the last one stopped: attributions and syntax; the same with positions; more positions.
# Two hours on two cores with bfloat16; an interrupted run is started again from the checkpoint of the one before.
set -eu
corpora=${1:?folder of the corpora}
out=${2:?folder for checkpoints and weights}
python=${PYTHON:-.venv-training/bin/python}
export PYTHONPATH=src
common="--corpora $corpora --syntax-passes 1.75 --hidden-words 0.04 --lost-marks 0.05 --held-out 40 --processes 2"
marked="--marked training/marked"

# shellcheck disable=SC2086
[ -e "$out/1/weights/CARD.md" ] ||
    $python -m training.train $common --out "$out/1" --epochs 3 --rate 0.0002 --head-rate 0.0015 --last-rate 0.35
# shellcheck disable=SC2086
[ -e "$out/2/weights/CARD.md" ] ||
    $python -m training.train $common $marked --out "$out/2" --start "$out/1/checkpoint.pt" \
        --epochs 1.2 --marked-passes 9 --rate 0.00014 --head-rate 0.0014
# shellcheck disable=SC2086
$python -m training.train $common $marked --out "$out/3" --start "$out/2/checkpoint.pt" \
    --epochs 0.5 --marked-passes 16 --rate 0.00013 --head-rate 0.0013 --budget 600
echo "the weights lie in $out/3/weights"
