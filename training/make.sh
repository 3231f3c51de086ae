#!/bin/sh
# Makes the shipped weights: sh training/make.sh ../shared/corpora build/model
# Two runs: trees and attributions, then positions and attributions above them. Three hours on two cores with bfloat16;
# an interrupted run is started again from where the one before stopped. Afterwards `python -m training.weigh`
# learns anew how far to trust rules and network.
set -eu
corpora=${1:?folder of the corpora}
out=${2:?folder for checkpoints and weights}
python=${PYTHON:-.venv-training/bin/python}
export PYTHONPATH=src
common="--corpora $corpora --hidden-words 0.04 --lost-marks 0.05 --held-out 40 --processes 2"

# shellcheck disable=SC2086
[ -e "$out/1/weights/CARD.md" ] ||
    $python -m training.train $common --out "$out/1" --epochs 3 --syntax-passes 1.75 \
        --rate 0.0002 --head-rate 0.0015 --last-rate 0.35
# shellcheck disable=SC2086
$python -m training.train $common --marked training/marked --taught-by "$out/1/weights" --out "$out/2" \
    --start "$out/1/checkpoint.pt" --epochs 25 --quote-passes 0.5 --rate 0.0002 --head-rate 0.0015 --budget 1020
echo "the weights lie in $out/2/weights"
