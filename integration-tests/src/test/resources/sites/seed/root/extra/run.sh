#!/usr/bin/env bash
printf "run\n" >>/etc/extra-ran
hdfs dfs -ls / >/etc/extra-listing
