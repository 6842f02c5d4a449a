{{- /* What processors and jobs have in common. */ -}}

{{- define "thalweg.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "thalweg.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* kafka.sasl.mechanism is THALWEG_KAFKA_SASL_MECHANISM; two underscores stand for one. */ -}}
{{- define "thalweg.variable" -}}
THALWEG_{{ . | replace "_" "__" | replace "." "_" | upper }}
{{- end -}}

{{- define "thalweg.secretVariables" -}}
{{- range $key, $secret := .Values.secretConfig }}
- name: {{ include "thalweg.variable" $key }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret.name }}
      key: {{ $secret.key }}
{{- end }}
{{- end -}}

{{- /* Jobs run before the release's ConfigMap is there: they get what concerns Kafka as variables. */ -}}
{{- define "thalweg.jobVariables" -}}
- name: THALWEG_BOOTSTRAP_SERVERS
  value: {{ .Values.bootstrapServers | quote }}
- name: THALWEG_TOPICS_PREFIX
  value: {{ .Values.topics.prefix | quote }}
- name: THALWEG_LOG_FORMAT
  value: {{ .Values.log.format }}
{{- with .Values.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- range $key, $value := .Values.config }}
{{- if hasPrefix "kafka." $key }}
- name: {{ include "thalweg.variable" $key }}
  value: {{ include "thalweg.scalar" $value | quote }}
{{- end }}
{{- end }}
{{- range $key, $secret := .Values.secretConfig }}
{{- if hasPrefix "kafka." $key }}
- name: {{ include "thalweg.variable" $key }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret.name }}
      key: {{ $secret.key }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "thalweg.jobMeta" -}}
labels:
  {{- include "thalweg.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .component }}
annotations:
  helm.sh/hook: pre-install,pre-upgrade
  helm.sh/hook-weight: {{ .weight | quote }}
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}

{{- define "thalweg.kafkaPorts" -}}
{{- if .Values.networkPolicy.kafkaPorts -}}
{{- .Values.networkPolicy.kafkaPorts | toJson -}}
{{- else -}}
{{- $ports := list -}}
{{- range splitList "," .Values.bootstrapServers -}}
{{- $ports = append $ports (regexFind "[0-9]+$" . | int) -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}
{{- end -}}
